import '@google/model-viewer'
