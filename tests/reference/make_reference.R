# Makes stat_reference.csv and data/, what samsyn stat is held to:
#
#   cd tests/reference && Rscript make_reference.R
#
# Needs R 4.2 with AER, forecast, MASS, sandwich, spc, strucchange and
# surveillance (Debian: r-cran-*).  Nothing here runs samsyn.

source("record.R")
unlink("data", recursive = TRUE)
dir.create("data")
for (part in c("counts", "models", "charts", "change", "warning", "nowcast", "forecast", "concentration",
    "refusals")) {
  sys.source(paste0(part, ".R"), new.env())
}
write_reference("stat_reference.csv")
