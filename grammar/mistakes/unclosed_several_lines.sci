data csv as birds {
  note: """one
  path: "birds.csv"
}
