/* Preloaded into a process, kills it right before the n-th call that changes a file system.
 *
 * Counts the calls of all threads, so that those of the engine count like Python's own. Nothing is
 * synchronised: a process that dies on a living system loses nothing that it has written. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long taken, fatal;

void kill_at_step(long step) { atomic_store(&taken, 0); atomic_store(&fatal, step); }

long steps_taken(void) { return atomic_load(&taken); }

static void step(void) {
    if (atomic_fetch_add(&taken, 1) + 1 == atomic_load(&fatal)) kill(getpid(), SIGKILL);
}

#define STEP(type, name, parameters, arguments)                                  \
    type name parameters {                                                       \
        static type(*next) parameters;                                           \
        if (!next) next = (type(*) parameters)dlsym(RTLD_NEXT, #name);           \
        step();                                                                  \
        return next arguments;                                                   \
    }

STEP(ssize_t, write, (int fd, const void *data, size_t size), (fd, data, size))
STEP(ssize_t, writev, (int fd, const struct iovec *data, int count), (fd, data, count))
STEP(ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
STEP(ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
STEP(ssize_t, sendfile, (int to, int from, off_t *at, size_t size), (to, from, at, size))
STEP(ssize_t, sendfile64, (int to, int from, off64_t *at, size_t size), (to, from, at, size))
STEP(ssize_t, copy_file_range,
     (int from, off64_t *at, int to, off64_t *there, size_t size, unsigned flags),
     (from, at, to, there, size, flags))
STEP(int, ftruncate, (int fd, off_t size), (fd, size))
STEP(int, ftruncate64, (int fd, off64_t size), (fd, size))
STEP(int, fallocate, (int fd, int mode, off_t at, off_t size), (fd, mode, at, size))
STEP(int, fallocate64, (int fd, int mode, off64_t at, off64_t size), (fd, mode, at, size))
STEP(int, rename, (const char *from, const char *to), (from, to))
STEP(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
STEP(int, link, (const char *from, const char *to), (from, to))
STEP(int, linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
STEP(int, unlink, (const char *path), (path))
STEP(int, unlinkat, (int at, const char *path, int flags), (at, path, flags))
STEP(int, mkdir, (const char *path, mode_t mode), (path, mode))
STEP(int, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode))
STEP(int, rmdir, (const char *path), (path))

static mode_t mode_of(int flags, va_list rest) { return flags & O_CREAT ? va_arg(rest, mode_t) : 0; }

#define OPEN(name, at_parameter, at_argument)                                                   \
    int name(at_parameter const char *path, int flags, ...) {                                   \
        static int (*next)(at_parameter const char *, int, ...);                                \
        va_list rest;                                                                           \
        va_start(rest, flags);                                                                  \
        mode_t mode = mode_of(flags, rest);                                                     \
        va_end(rest);                                                                           \
        if (!next) next = (int (*)(at_parameter const char *, int, ...))dlsym(RTLD_NEXT, #name); \
        if (flags & (O_CREAT | O_TRUNC)) step();                                                \
        return next(at_argument path, flags, mode);                                             \
    }
#define AT int at,
#define HERE at,

OPEN(open, , )
OPEN(open64, , )
OPEN(openat, AT, HERE)
OPEN(openat64, AT, HERE)

int fsync(int fd) { (void)fd; step(); return 0; }
int fdatasync(int fd) { (void)fd; step(); return 0; }
