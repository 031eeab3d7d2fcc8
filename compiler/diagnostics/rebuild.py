"""SCI7xx: a project that cannot be written, or that would lose the work of its owner."""

from __future__ import annotations

from scic.compiler.diagnostics.base import Diagnostic, listed


class UnsafePath(Diagnostic):
    """A file of the project would get a name that not every system can hold.

    A project is moved between Linux, macOS and Windows. Names are relative, stay inside the project,
    differ in more than upper and lower case, and are free of characters and words that one of the three
    reserves. `.scic` and `runs` belong to the build and to the results.

    Example:
        experiment aux { backend: pytorch }

    Repair:
        experiment auxiliary { backend: pytorch }
    """

    code = "SCI700"

    path: str
    why: str

    def message(self) -> str:
        return f"`{self.path}` cannot be a file of a project: {self.why}"

    def help(self) -> str:
        return "give the experiment, or the file that the spec names, another name"


class ForeignFolder(Diagnostic):
    """The folder holds files, and scic did not write them.

    A build writes into a new folder, an empty one, or a project that it built before. It knows its own
    projects by `.scic/manifest.json`, and touches nothing else.

    Example:
        $ scic build penguins.sci --out my-papers

    Repair:
        $ scic build penguins.sci --out penguins
    """

    code = "SCI701"

    root: str

    def message(self) -> str:
        return f"`{self.root}` is not empty, and scic did not write it"

    def help(self) -> str:
        return "build into a new or an empty folder"


class EditedFiles(Diagnostic):
    """Files of the project changed after scic wrote them.

    Building again would overwrite the edits, or bring back what was deleted, so nothing was written.
    The files as scic wrote them are kept in `.scic/base`.

    Example:
        $ scic build penguins.sci
        $ rm penguins/report.py
        $ scic build penguins.sci

    Repair:
        $ cp penguins/.scic/base/report.py penguins/report.py
        $ scic build penguins.sci
    """

    code = "SCI702"

    root: str
    edited: tuple[str, ...]
    deleted: tuple[str, ...]

    def message(self) -> str:
        changes = dict.fromkeys(self.edited, "edited") | dict.fromkeys(self.deleted, "deleted")
        shown = ", ".join(f"`{path}` ({changes[path]})" for path in sorted(changes))
        return f"`{self.root}` has files that changed since scic wrote them: {shown}"

    def help(self) -> str:
        return f"build into another folder, or put the files back as they stand in `{self.root}/.scic/base`"


class InTheWay(Diagnostic):
    """A file or folder that you added stands where the project now needs one of its own.

    Your files are always kept, so nothing was written.

    Example:
        $ touch penguins/export.py
        $ scic build penguins.sci

    Repair:
        $ mv penguins/export.py penguins/my_export.py
        $ scic build penguins.sci
    """

    code = "SCI703"

    root: str
    paths: tuple[str, ...]

    def message(self) -> str:
        return f"`{self.root}` already has {listed(self.paths, 'and')}, where scic has to write"

    def help(self) -> str:
        return "move or rename what is yours, then build again"


class NotAFolder(Diagnostic):
    """The project should go where a file stands.

    A project is a folder.

    Example:
        $ touch penguins
        $ scic build penguins.sci

    Repair:
        $ scic build penguins.sci --out penguins-project
    """

    code = "SCI704"

    root: str

    def message(self) -> str:
        return f"`{self.root}` is a file, a project needs a folder"

    def help(self) -> str:
        return "build into another folder, or remove the file"


class CannotWrite(Diagnostic):
    """The system refused to read or write a file of the project.

    The usual reasons are a full disk, missing permission and a read-only file system. The project is as it
    was before the build, or, where the build was already putting files in their places, the next one
    finishes it.

    Example:
        $ chmod a-w penguins
        $ scic build penguins.sci

    Repair:
        $ chmod u+w penguins
        $ scic build penguins.sci
    """

    code = "SCI705"

    path: str
    reason: str
    unfinished: bool

    def message(self) -> str:
        return f"cannot write `{self.path}`: {self.reason}"

    def help(self) -> str:
        if self.unfinished:
            return "mend the cause and build again: the next build first finishes this one"
        return "mend the cause, or build into another folder; nothing was changed"


class LinkedFolder(Diagnostic):
    """A folder of the project is a link to another place.

    scic never writes through a link, since what lies behind it may belong to something else. Links that you
    add beside its files, such as `runs` on a larger disk, are fine.

    Example:
        $ mv penguins/tests /shared/tests
        $ ln -s /shared/tests penguins/tests
        $ scic build penguins.sci

    Repair:
        $ rm penguins/tests
        $ mv /shared/tests penguins/tests
        $ scic build penguins.sci
    """

    code = "SCI706"

    root: str
    path: str

    def message(self) -> str:
        return f"`{self.path}` in `{self.root}` is a link, and scic has files to write below it"

    def help(self) -> str:
        return "replace the link by a folder, or build into another folder"


class DamagedRecord(Diagnostic):
    """What scic noted about the project cannot be read.

    Without the manifest scic cannot tell its own files from your edits, so nothing was written. A newer scic
    may also have written it.

    Example:
        $ echo oops > penguins/.scic/manifest.json
        $ scic build penguins.sci

    Repair:
        $ git checkout penguins/.scic/manifest.json
        $ scic build penguins.sci
    """

    code = "SCI707"

    path: str

    def message(self) -> str:
        return f"`{self.path}` is damaged, or from a newer scic"

    def help(self) -> str:
        return "restore it from version control, update scic, or build into another folder"


class EditedMidway(Diagnostic):
    """Files changed after a build was cut short and before the next one could finish it.

    Finishing would overwrite them, so nothing was written.

    Example:
        $ scic build penguins.sci    # the machine goes down
        $ nano penguins/train.py
        $ scic build penguins.sci

    Repair:
        $ mv penguins/train.py my_train.py
        $ scic build penguins.sci
    """

    code = "SCI708"

    root: str
    paths: tuple[str, ...]

    def message(self) -> str:
        shown = listed(self.paths, "and")
        return f"the last build of `{self.root}` was cut short, and since then {shown} changed"

    def help(self) -> str:
        return "move your version out of the project, then build again"
