"""What writes files is loaded with the first one, so that starting takes no longer."""

import subprocess
import sys


def test_the_program_starts_without_what_writes_files() -> None:
    asked = "import api.app, sys; print(sorted({'typst', 'xlsxwriter'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
