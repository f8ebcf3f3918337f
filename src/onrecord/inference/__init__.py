"""The only place that imports onnxruntime and tokenizers."""
