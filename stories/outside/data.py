"""The open data of villages, checked by the tools of those who wrote its formats: frictionless, csvw, pyarrow.

    data.py FOLDER

The package must be valid with its tables and their hashes, the CSV must be what its CSVW metadata says, the Parquet must hold
what the CSV and the JSON hold, and every file what SHA256SUMS says.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path

import pyarrow.parquet as parquet
from csvw import CSVW
from frictionless import Package

folder = Path(sys.argv[1])
for line in (folder / "SHA256SUMS").read_text().splitlines():
    sha256, name = line.split("  ")
    if name != "SHA256SUMS":
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256, name
report = Package(str(folder / "datapackage.json")).validate()
assert report.valid, report.flatten(["type", "note"])
for name in ["sums", "places"]:
    described = CSVW(str(folder / f"{name}.csv-metadata.json"), validate=True)
    assert described.is_valid, described.warnings
    with open(folder / f"{name}.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows, name
    plain = json.loads((folder / f"{name}.json").read_text())
    columns = parquet.read_table(folder / f"{name}.parquet").to_pylist()
    assert plain == columns, name
    text = lambda value: "" if value is None else str(value)
    assert [{key: text(value) for key, value in row.items()} for row in plain] == rows, name
dataset = json.loads((folder / "dataset.jsonld").read_text())
assert dataset["@type"] == "Dataset" and len(dataset["distribution"]) >= 9
