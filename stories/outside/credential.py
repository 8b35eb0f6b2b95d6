"""A shop's credential and a record's certificate, checked by others than the market: PyJWT and OpenSSL.

    credential.py < {"jwt": ..., "did": {...}, "pdf": base64, "sha256": ...}

The JWT must be good by the key that the DID document names, and by no other word; the four files that lie in the
certificate must check as its own recipe says.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jwt

sample = json.load(sys.stdin)
token, did = sample["jwt"], sample["did"]
head = jwt.get_unverified_header(token)
assert head["alg"] == "EdDSA" and head["typ"] == "vc+jwt", head
assert head["kid"].startswith(did["id"] + "#") and head["kid"] in did["assertionMethod"], head
method = next(method for method in did["verificationMethod"] if method["id"] == head["kid"])
assert method["type"] == "JsonWebKey" and method["controller"] == did["id"]
key = jwt.PyJWK(method["publicKeyJwk"], algorithm="EdDSA").key
credential = jwt.decode(token, key, algorithms=["EdDSA"])
assert credential["@context"][0] == "https://www.w3.org/ns/credentials/v2"
assert "VerifiableCredential" in credential["type"] and credential["issuer"] == did["id"]
subject = credential["credentialSubject"]
first, body, last = token.split(".")
forged = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
forged["credentialSubject"]["reviews"]["good"] += 1000
other = base64.urlsafe_b64encode(json.dumps(forged).encode()).rstrip(b"=").decode()
try:
    jwt.decode(f"{first}.{other}.{last}", key, algorithms=["EdDSA"])
    sys.exit("a forged credential is good")
except jwt.InvalidSignatureError:
    pass


def attached(pdf):
    """The files of a PDF as they lie in it, by their names."""
    files = {}
    for name, number in re.findall(rb"/Type ?/Filespec ?/F ?\(([^)]*)\).*?/EF ?<< ?/F (\d+) 0 R", pdf):
        head = re.search(rb"\n" + number + rb" 0 obj\s*<<[^\n]*/Size (\d+)>*\s*stream\r?\n", pdf)
        files[name.decode()] = pdf[head.end() : head.end() + int(head.group(1))]
    return files


files = attached(base64.urlsafe_b64decode(sample["pdf"] + "=" * (-len(sample["pdf"]) % 4)))
assert set(files) == {"entry.json", "entry.sig", "content.json", "key.pem"}, sorted(files)
with tempfile.TemporaryDirectory() as folder:
    for name, content in files.items():
        Path(folder, name).write_bytes(content)
    check = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in entry.json -sigfile entry.sig".split()
    done = subprocess.run(check, cwd=folder, capture_output=True)
    assert done.returncode == 0, done
    Path(folder, "entry.json").write_bytes(files["entry.json"].replace(b'"position":1', b'"position":2'))
    done = subprocess.run(check, cwd=folder, capture_output=True)
    assert done.returncode != 0, "a changed entry is good"
entry, content = json.loads(files["entry.json"]), json.loads(files["content.json"])
assert entry["content"] == hashlib.sha256(files["content.json"]).hexdigest()
assert sample["sha256"] in [picture["sha256"] for picture in content["pictures"]]
canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
assert canonical == files["entry.json"], "the entry is not canonical"
design = subject["designs"][0]
assert design["content"] == entry["content"] and design["entry"] == hashlib.sha256(canonical).hexdigest()
