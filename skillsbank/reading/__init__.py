"""Files that people send in: from bytes to facts for the person to confirm, without database and without web.

`sandbox.read` is the door. Strange bytes are opened in a process of their own that may do little and not for long
(`child`); `kinds` says beforehand what a file is; `pdf`, `docx`, `json_files` and `europass` read one kind each;
`text` finds what is certain in running text; `tables` reads lists, `headings` and `people` what is in them. Nothing
that is read here is true before the person says so.
"""

from skillsbank.reading.facts import Fact, Found, Unreadable
from skillsbank.reading.kinds import LARGEST
from skillsbank.reading.sandbox import read, read_table
from skillsbank.reading.tables import Table

__all__ = ["LARGEST", "Fact", "Found", "Table", "Unreadable", "read", "read_table"]
