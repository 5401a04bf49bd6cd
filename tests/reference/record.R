# What the scripts of this folder have in common.  Each computes, by R alone,
# what samsyn stat should answer, and writes it down; see ../README.md.

rows <- list()

# Numbers as R holds them; missing cells empty.
cells <- function(x) {
  if (is.numeric(x)) {
    x <- ifelse(is.na(x), NA, formatC(x, digits = 17, format = "g", width = 1))
  }
  x <- as.character(x)
  x[is.na(x)] <- ""
  x
}

# A table for the program, data/NAME.csv.
data_set <- function(name, ...) {
  d <- data.frame(..., check.names = FALSE)
  body <- do.call(paste, c(lapply(d, cells), sep = ","))
  writeLines(c(paste(names(d), collapse = ","), body), file.path("data", paste0(name, ".csv")))
  name
}

# A call of METHOD; what is expected of it follows by expect().
call_of <- function(method, data = "", options = "", source = "R") {
  list(method = method, data = data, options = options, source = source)
}

# The field at PATH is WANTED: a number, a word, TRUE or FALSE, NA for null.
# Vectors stand for the fields PATH.1, PATH.2 ...; see field() in the test.
expect <- function(call, path, wanted, tolerance = 1e-8, source = call$source) {
  if (is.list(wanted) || length(wanted) != 1) {
    for (i in seq_along(wanted)) {
      expect(call, paste0(path, ".", i), wanted[[i]], tolerance, source)
    }
    return(invisible())
  }
  text <- if (is.na(wanted)) "null"
    else if (is.logical(wanted)) tolower(as.character(wanted))
    else if (is.numeric(wanted) && is.infinite(wanted)) if (wanted > 0) "Inf" else "-Inf"
    else if (is.numeric(wanted)) formatC(wanted, digits = 15, format = "g", width = 1)
    else wanted
  rows[[length(rows) + 1]] <<- c(call$method, call$options, call$data, path, text,
    if (is.numeric(wanted) && is.finite(wanted)) format(tolerance) else "", source)
  invisible()
}

# The fields of the row I, named as in WANTED.
expect_row <- function(call, i, wanted, tolerance = 1e-8) {
  for (field in names(wanted)) {
    expect(call, paste0("rows.", i, ".", field), wanted[[field]], tolerance)
  }
}

expect_result <- function(call, wanted, tolerance = 1e-8) {
  for (field in names(wanted)) {
    expect(call, paste0("result.", field), wanted[[field]], tolerance)
  }
}

refused <- function(call, id) expect(call, "refused", id)

write_reference <- function(file) {
  # The call and its source stand on its first row only.
  key <- vapply(rows, function(r) paste(r[c(1, 2, 3, 7)], collapse = "\t"), "")
  rows[c(FALSE, key[-1] == head(key, -1))] <- lapply(rows[c(FALSE, key[-1] == head(key, -1))], function(r) {
    replace(r, c(1, 2, 3, 7), "")
  })
  quoted <- lapply(rows, function(r) {
    ifelse(grepl("[,\"]", r), paste0("\"", r, "\""), r)
  })
  lines <- vapply(quoted, paste, "", collapse = ",")
  writeLines(c("method,options,input,path,expected,tolerance,source", lines), file)
}
