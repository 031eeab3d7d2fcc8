data csv as birds {
  path: "birds.csv
  target: “species”
  note: 'it's'
  group: "C:\data"
}
