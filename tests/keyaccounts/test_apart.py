"""The statistics take seconds and a hundred megabytes to import: no page pays for them."""

import subprocess
import sys

ASK = """
import django, sys
django.setup()
import gasservice.urls, gasservice.keyaccounts.views
print(sorted({"statsmodels", "scipy", "pandas"} & set(sys.modules)))
"""


def test_pages_never_import_the_statistics():
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
