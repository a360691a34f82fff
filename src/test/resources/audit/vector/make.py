"""Made the files beside it: a log by RFC 6962, RFC 8785, RFC 8032 and the signed notes of C2SP, with nothing of the hub's code.

Run it in this folder with Python 3 and its package cryptography; the key is fixed, so it makes the same bytes again.
"""
import base64
import hashlib
import json
import uuid

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAME = "vector.example/audit"
PRIVATE = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a key for a test vector only").digest())
PUBLIC = b"\x01" + PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
KEY_ID = hashlib.sha256(NAME.encode() + b"\n" + PUBLIC).digest()[:4]


def b64(raw):
    return base64.b64encode(raw).decode()


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(d):
    if not d:
        return sha()
    if len(d) == 1:
        return d[0]
    k = split(len(d))
    return sha(b"\x01", mth(d[:k]), mth(d[k:]))


def path(m, d):
    if len(d) == 1:
        return []
    k = split(len(d))
    return path(m, d[:k]) + [mth(d[k:])] if m < k else path(m - k, d[k:]) + [mth(d[:k])]


def subproof(m, d, b):
    if m == len(d):
        return [] if b else [mth(d)]
    k = split(len(d))
    if m <= k:
        return subproof(m, d[:k], b) + [mth(d[k:])]
    return subproof(m - k, d[k:], False) + [mth(d[:k])]


def note(size, hashes):
    text = "%s\n%d\n%s\n" % (NAME, size, b64(mth(hashes[:size])))
    return "%s\n\u2014 %s %s\n" % (text, NAME, b64(KEY_ID + PRIVATE.sign(text.encode())))


def leaf(millis, n, kind, detail, **more):
    uid = str(uuid.UUID(int=(millis << 80) | (7 << 76) | (2 << 62) | n))
    return dict(id=uid, type=kind, actor="hub", recordedAt=more.pop("at"), detail=detail, **more)


DAY = 86_400_000
START = 1_700_000_000_000  # 2023-11-14
BEFORE = str(uuid.UUID(int=(START + 30 * DAY) << 80))
AT = "2025-06-01T00:00:00.000001Z"
WORD = "%s/dropped\n%s\n%s\n%s\n" % (NAME, BEFORE, "PT9600H", AT)
LEAVES = [
    leaf(START, 1, "deed", {"n": 1}, at="2023-11-14T22:13:20.000000Z"),
    leaf(START + 400 * DAY, 2, "disclosure", {"to": "welfare-fund", "fields": ["referral.id"], "basis": "CONSENT"},
         subject="5f2b", referral="REF-1", at="2024-12-18T22:13:20.120000Z"),
    leaf(START + 401 * DAY, 3, "partner.paused", {"reason": "\u0645\u0631\u0645\u062a \"now\"\n\u000f\\/\u20ac"},
         at="2024-12-19T22:13:20.000001Z"),
    leaf(START + 402 * DAY, 4, "deed", {"b": [True, None, 0], "a": {"z": -12, "y": ""}}, at="2024-12-20T00:00:00.999999Z"),
    leaf(START + 565 * DAY, 5, "audit.dropped",
         {"before": BEFORE, "kept": "PT9600H", "signature": b64(PRIVATE.sign(WORD.encode()))}, at=AT),
    leaf(START + 566 * DAY, 6, "deed", {}, at="2025-06-02T00:00:00.000000Z"),
    leaf(START + 567 * DAY, 7, "deed", {"n": 7}, at="2025-06-03T00:00:00.000000Z"),
]
HASHES = [sha(b"\x00", canonical(one)) for one in LEAVES]


def item(index):
    head = dict(index=index, id=LEAVES[index]["id"], hash=b64(HASHES[index]))
    return head if index == 0 else dict(head, leaf=LEAVES[index])  # retention dropped the first


def write(name, text):
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


write("key.txt", "%s+%s+%s\n" % (NAME, KEY_ID.hex(), b64(PUBLIC)))
write("checkpoints.txt", note(3, HASHES) + "\n" + note(7, HASHES) + "\n")
write("leaves.ndjson", "".join(json.dumps(dict(items=[item(n) for n in page])) + "\n" for page in (range(4), range(4, 7))))
write("proof.json", json.dumps(dict(item(4), size=7, root=b64(mth(HASHES)), proof=[b64(h) for h in path(4, HASHES)])) + "\n")
write("consistency.json", json.dumps({"from": 3, "to": 7, "proof": [b64(h) for h in subproof(3, HASHES, True)]}) + "\n")
