"""`python -m zonegraph`, the same program as `zonegraph`."""

from zonegraph.cli.main import main

if __name__ == "__main__":
    main()
