"""Puts a shipped pack that talks on a new `ocelli-blip`: its answers stay what they are, and the eye is fetched once.

    python -m ocelli.export.rebase --pack ../public/packs/ocelli-llava --version 0.2.1 --old-eye OLD/eye.bin
    python -m ocelli.export.rebase --pack ../public/packs/ocelli-blip2 --version 0.1.1 --old-eye OLD/eye.bin

What the pack read in eye.bin and which has changed there moves to its bridge.bin. The packs it borrows from come first.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx
from onnx import TensorProto

from .file_facts import file_facts
from .fused import write_fused
from .speaking_pack import BLIP_PACK
from .weight_file import ALIGNMENT

EYE, BRIDGE, VISION = "eye.bin", "bridge.bin", "vision.onnx"


def moved(model: onnx.ModelProto, old: bytes, new: bytes, bridge: bytearray) -> int:
    """Repoints the model's weights that differ between two eyes, of one layout, into the bridge. Returns how many."""
    count = 0
    for tensor in model.graph.initializer:
        facts = {entry.key: entry for entry in tensor.external_data}
        if tensor.data_location != TensorProto.EXTERNAL or facts["location"].value != EYE:
            continue
        offset, length = int(facts["offset"].value), int(facts["length"].value)
        used = old[offset:offset + length]
        if used == new[offset:offset + length]:
            continue
        bridge.extend(b"\0" * (-len(bridge) % ALIGNMENT))
        facts["location"].value, facts["offset"].value = BRIDGE, str(len(bridge))
        bridge.extend(used)
        count += 1
    return count


def rebase(pack: Path, version: str, blip_pack: Path, old_eye: bytes) -> int:
    """Rewrites the pack in its folder. old_eye: the eye.bin that it was exported on."""
    manifest = json.loads((pack / "pack.json").read_text())
    eye = (blip_pack / EYE).read_bytes()
    if len(eye) != len(old_eye):
        raise ValueError(f"{blip_pack / EYE} has another layout than the eye that {pack.name} was exported on: export the pack again")
    model, bridge = onnx.load(pack / VISION, load_external_data=False), bytearray((pack / BRIDGE).read_bytes())
    count = moved(model, old_eye, eye, bridge)
    onnx.save(model, pack / VISION)
    (pack / BRIDGE).write_bytes(bridge)
    if (pack / EYE).exists():
        (pack / EYE).write_bytes(eye)
    write_fused(pack, blip_pack)
    for file in manifest["files"]:
        file |= file_facts(pack.parent / file.get("pack", pack.name) / file["path"])
    manifest["version"] = version
    (pack / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--old-eye", type=Path, required=True, help="the eye.bin that the pack was exported on")
    arguments = parser.parse_args()
    print(f"{rebase(arguments.pack, arguments.version, BLIP_PACK, arguments.old_eye.read_bytes())} weights moved to {BRIDGE}")
