data files as cells {
  images: data/nuclei/images/*.tif
  masks: C:\nuclei\masks
  source: https://example.org/nuclei.zip
}
