"""Lets `python -m skillsbank` be the same as `skillsbank`."""

from skillsbank.cli import main

raise SystemExit(main())
