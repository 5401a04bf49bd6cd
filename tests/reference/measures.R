# Makes measures/, a project of every kind of measure, and measures_reference.csv, what it must measure:
#
#   cd tests/reference && Rscript measures.R
#
# The figures are made from the definitions in include/samsyn/measure/series.h, whose numbers stand in
# brackets, by looking at every event for every cell; nothing here runs samsyn.  R 4.2, no packages.

source("measures_project.R")
source("measures_indicators.R")
data <- write_project()
for (i in indicators) write_indicator(i)
settings <- list(place = "P", areas = c("A", "B", "C"))

# --- the calendar -----------------------------------------------------------------------

day_number <- function(text) as.integer(as.Date(text))
month_of <- function(day) {
  d <- as.POSIXlt(as.Date(day, origin = "1970-01-01"))
  (d$year + 1900L) * 12L + d$mon
}
first_day <- function(month) as.integer(as.Date(sprintf("%04d-%02d-01", month %/% 12, month %% 12 + 1)))
last_day <- function(month) first_day(month + 1L) - 1L
# The same day N months later, or the last that month has.
months_later <- function(day, n) {
  m <- month_of(day)
  pmin(first_day(m + n) + (day - first_day(m)), last_day(m + n))
}
month_number <- function(text) as.integer(substr(text, 1, 4)) * 12L + as.integer(substr(text, 6, 7)) - 1L

# By kind: the number of the period of a month, its first month, its months, its code.
kinds <- list(
  month = list(of = function(m) m, from = function(p) p, months = 1L,
    code = function(p) sprintf("%d-%02d", p %/% 12, p %% 12 + 1)),
  quarter = list(of = function(m) m %/% 3, from = function(p) p * 3, months = 3L,
    code = function(p) sprintf("%dK%d", p %/% 4, p %% 4 + 1)),
  tertial = list(of = function(m) m %/% 4, from = function(p) p * 4, months = 4L,
    code = function(p) sprintf("%dT%d", p %/% 3, p %% 3 + 1)),
  "half-year" = list(of = function(m) m %/% 6, from = function(p) p * 6, months = 6L,
    code = function(p) sprintf("%dH%d", p %/% 2, p %% 2 + 1)),
  year = list(of = function(m) m %/% 12, from = function(p) p * 12, months = 12L, code = function(p) sprintf("%d", p)),
  "school-year" = list(of = function(m) (m - 7) %/% 12, from = function(p) p * 12 + 7, months = 12L,
    code = function(p) sprintf("%dS", p)),
  "rolling-12" = list(of = function(m) m, from = function(p) p - 11, months = 12L,
    code = function(p) sprintf("%d-%02dR", p %/% 12, p %% 12 + 1)))

groups <- list(all = list(0, 120, NA), target = list(13, 25, NA), "under-18" = list(10, 17, NA),
  "10-14" = list(10, 14, NA), "13-14" = list(13, 14, NA), "15-17" = list(15, 17, NA), "18-20" = list(18, 20, NA),
  "21-25" = list(21, 25, NA), "18-25" = list(18, 25, NA), "13-15" = list(13, 15, NA), female = list(0, 120, "female"),
  male = list(0, 120, "male"), girls = list(13, 17, "female"))
groups <- lapply(groups, setNames, c("from", "to", "sex"))

# --- the sources ------------------------------------------------------------------------

# What contracts say: months covered, by part; the last day of an extract; keys, places, ages.
batch <- function(from, to, extracted = NA, part = "", scheme = "") {
  list(months = month_number(from):month_number(to), part = part, scheme = scheme,
    extracted = if (is.na(extracted)) last_day(month_number(to)) else day_number(extracted))
}
sources <- list(
  police_case = list(batch("2021-01", "2024-06", "2024-07-05", "", "k1")),
  police_person = list(batch("2021-01", "2024-06", "2024-07-05", "", "k1")),
  police_prevention = list(batch("2021-01", "2024-04", "2024-05-20", "", "k1")),
  police_assignment = list(batch("2021-01", "2024-06", part = "south"), batch("2021-01", "2022-04", part = "north"),
    batch("2022-06", "2024-06", part = "north")),
  outreach = list(batch("2021-01", "2022-12", scheme = "o1"), batch("2023-01", "2024-06", scheme = "o2")),
  treatment = list(batch("2021-01", "2024-06")), mediation = list(batch("2022-01", "2024-06")),
  preparedness = list(batch("2021-01", "2024-06", "2024-07-20")),
  survey = list(batch("2022-03", "2022-03"), batch("2024-03", "2024-03")))
covered <- lapply(sources, function(batches) { # (7)
  parts <- split(batches, vapply(batches, `[[`, "", "part"))
  Reduce(intersect, lapply(parts, function(p) unlist(lapply(p, `[[`, "months"))))
})
last_covered <- lapply(sources, function(batches) max(unlist(lapply(batches, `[[`, "months"))))
extracted <- lapply(sources, function(batches) max(vapply(batches, `[[`, 0, "extracted")))
scheme_in <- function(source, from, to) { # "": not said; NA: several (11)
  inside <- Filter(function(b) any(b$months %in% intersect(from:to, covered[[source]])), sources[[source]])
  found <- unique(vapply(inside, `[[`, "", "scheme"))
  if (!length(found)) "" else if (length(found) > 1) NA else found
}
geography <- c(police_case = "scene", police_person = "residence", police_assignment = "scene", outreach = "scene",
  preparedness = "scene", survey = "scene")
filtered <- list(treatment = c(15, Inf))
first_month <- min(unlist(covered))
last_month <- max(unlist(last_covered))

# Rows as events: days as numbers, ages as bands, keys, places by their geography.
events_of <- function(source) {
  rows <- data[[source]]
  column <- function(name) if (is.null(rows[[name]])) rep(NA, nrow(rows)) else rows[[name]]
  age <- strsplit(as.character(column("age")), "-")
  e <- data.frame(row = seq_len(nrow(rows)), reported = day_number(column("reported")),
    occurred = day_number(column("occurred")), hour = as.integer(substr(column("time"), 1, 2)),
    age = as.integer(vapply(age, function(a) a[1], "")), age_to = as.integer(vapply(age, function(a) a[length(a)], "")),
    sex = as.character(column("sex")), case = as.character(column("case_key")),
    person = as.character(column("person_key")), scene = NA_character_, residence = NA_character_,
    weight = if (is.null(rows$weight)) 1L else rows$weight, stringsAsFactors = FALSE)
  if (source %in% names(geography)) e[[geography[[source]]]] <- as.character(column("area"))
  for (name in c("decided", "clarified", "deadline", "started", "closed")) {
    if (!is.null(rows[[name]])) e[[name]] <- day_number(rows[[name]])
  }
  for (name in c("began", "ended")) {
    if (!is.null(rows[[name]])) e[[name]] <- as.numeric(as.POSIXct(rows[[name]], tz = "UTC", format = "%Y-%m-%d %H:%M")) / 60
  }
  for (name in setdiff(names(rows), c(names(e), "part", "case_key", "person_key", "area", "time"))) e[[name]] <- rows[[name]]
  no_key <- is.na(e$case)
  e$case[no_key] <- paste0("#", e$row[no_key]) # (2)
  e
}
events <- sapply(setdiff(names(data), "population"), events_of, simplify = FALSE)
# A person's row without a date of its own kind, and its scene, are those of its case (25).
linked <- match(events$police_person$case, events$police_case$case)
for (name in c("occurred", "hour", "scene", "code", "place")) events$police_person[[name]] <- events$police_case[[name]][linked]

# --- what an indicator selects ----------------------------------------------------------

is_in <- function(e, group) { # (4)
  g <- groups[[group]]
  every_age <- g$from == 0 && g$to == 120
  ok <- if (every_age) rep(TRUE, nrow(e)) else !is.na(e$age) & e$age >= g$from & e$age_to <= g$to
  ok & (is.na(g$sex) | (!is.na(e$sex) & e$sex == g$sex))
}
straddles <- function(e, group) {
  g <- groups[[group]]
  if (g$from == 0 && g$to == 120) return(FALSE)
  meets <- !is.na(e$age) & e$age <= g$to & e$age_to >= g$from
  any(meets & !(e$age >= g$from & e$age_to <= g$to))
}
hours_of <- function(text) { # Hours of the week from Monday 00.
  week <- c("mon", "tue", "wed", "thu", "fri", "sat", "sun")
  at <- function(t) (match(substr(t, 1, 3), week) - 1) * 24 + as.integer(substr(t, 5, 6))
  unlist(lapply(strsplit(strsplit(text, ", *")[[1]], " - "), function(span) {
    from <- at(span[1])
    to <- at(span[2])
    (from + seq_len((to - from) %% 168) - 1) %% 168
  }))
}
hour_of_week <- function(e) (e$occurred + 3) %% 7 * 24 + e$hour # 1 January 1970 was a Thursday.

body_of <- function(i) {
  e <- events[[i$source]]
  keep <- rep(TRUE, nrow(e))
  for (name in names(i$where)) {
    values <- strsplit(as.character(e[[name]]), "/")
    keep <- keep & vapply(values, function(v) any(v %in% i$where[[name]]), NA)
  }
  e <- e[keep, ]
  e$day <- e[[if (is.null(i$date)) "reported" else i$date]]
  place <- if (!is.null(i$geography)) i$geography else if (i$source %in% names(geography)) geography[[i$source]]
  e$area <- if (is.null(place)) rep(NA_character_, nrow(e)) else e[[place]]
  e <- e[!is.na(e$day), ] # (3)
  if (!is.null(i$when) && i$measure != "aoristic") e <- e[hour_of_week(e) %in% hours_of(i$when), ]
  e$month <- month_of(e$day)
  e[order(e$row), ]
}
# Of the events E those in GROUP, for cases by whom they are linked to (5).
in_group <- function(i, e, group) {
  words <- if (!is.null(i$through)) strsplit(i$through, " ")[[1]][-1]
  if (is.null(words) || (group == "all" && length(words) == 1)) return(e[is_in(e, group), ])
  people <- events$police_person
  people <- people[is_in(people, group), ]
  for (w in words) e <- e[e$case %in% people$case[people$role %in% strsplit(w, "/")[[1]]], ]
  e
}
counting <- function(unit) {
  if (unit %in% c("case", "assignment", "report")) "case" else if (unit == "person") "person" else "event"
}
how_many <- function(i, e) { # (2)
  switch(counting(i$unit), event = sum(e$weight), case = length(unique(e$case)),
    person = length(unique(e$person[!is.na(e$person)])))
}
number_in <- function(text) as.integer(sub(" .*", "", text))

# --- the kinds of measure ---------------------------------------------------------------

# Each takes the indicator, all that its body selects (BODY), the same in the group and the area (E), the
# same of what it is of, and the months of a period; and gives COUNT, OF and VALUE.
within_months <- function(e, from, to) e[e$month >= from & e$month <= to, ]
none <- NA_real_
figure <- function(count, of = none, value = none) c(count = count, of = of, value = value)

pairs_of <- function(e, key) unique(data.frame(key = e[[key]], case = e$case, stringsAsFactors = FALSE))
cases_by_person <- function(e) {
  e <- e[!is.na(e$person), ]
  table(pairs_of(e, "person")$key)
}
# Whether of each event's person something is selected in the months before (14).
mark_first <- function(body, months) {
  body <- body[!is.na(body$person), ]
  since <- months_later(body$day, -months)
  body$first <- vapply(seq_len(nrow(body)), function(k) {
    !any(body$person == body$person[k] & body$day < body$day[k] & body$day >= since[k])
  }, NA)
  body[body$first, ]
}
follows <- function(e, body, from, to, other_case) {
  body <- body[!is.na(body$person), ]
  e <- e[!is.na(e$person), ]
  hit <- vapply(seq_len(nrow(e)), function(k) {
    after <- body$day - e$day[k]
    any(body$person == e$person[k] & after >= from & after <= to & (!other_case | body$case != e$case[k]))
  }, NA)
  figure(length(unique(e$person[hit])), length(unique(e$person)))
}
percentile <- function(x, p) unname(quantile(x, p, type = 7))
statistic_of <- function(name, x) {
  switch(name, median = percentile(x, .5), p80 = percentile(x, .8), p90 = percentile(x, .9), mean = mean(x), sum = sum(x))
}
whole_months <- function(from, to) {
  n <- 0
  while (months_later(from, n + 1L) <= to) n <- n + 1L
  n
}
top_of <- function(i, n) if (grepl("%", i$top)) ceiling(n * number_in(i$top) / 100) else number_in(i$top)
gini <- function(x) {
  x <- sort(x)
  n <- length(x)
  sum((2 * seq_len(n) - n - 1) * x) / (n * sum(x))
}
minutes_inside <- function(from, to, hours) { # The part of [FROM, TO) in HOURS (26).
  minute <- from:(to - 1)
  mean(((minute %/% 60) + 72) %% 168 %in% hours)
}

measures <- list(
  count = function(i, e, from, to, ...) figure(how_many(i, within_months(e, from, to))),
  repeat_ = function(i, e, from, to, ...) { # (13)
    n <- cases_by_person(within_months(e, to - number_in(i$window) + 1L, to))
    figure(sum(n >= i[["at-least"]]), length(n))
  },
  group = function(i, e, from, to, body, ...) { # (17)
    here <- within_months(e, from, to)
    body$who <- ifelse(is.na(body$person), paste0("#", body$row), body$person)
    here$who <- ifelse(is.na(here$person), paste0("#", here$row), here$person)
    ages <- if (!is.null(i$with)) as.integer(strsplit(paste0(i$with, if (grepl("-$", i$with)) "120"), "-")[[1]])
    hit <- vapply(unique(here$case), function(case) {
      all <- body[body$case == case, ]
      enough <- length(unique(all$who)) >= i[["at-least"]]
      if (is.null(ages) || !enough) return(enough)
      others <- all$who[!is.na(all$age) & all$age >= ages[1] & all$age <= ages[2]]
      any(outer(here$who[here$case == case], others, `!=`))
    }, NA)
    figure(sum(hit), length(hit))
  },
  duration = function(i, e, from, to, ...) { # (19)
    here <- within_months(e, from, to)
    here <- here[order(here$day, here$row), ]
    x <- if (is.null(i$value)) here[[i$to]] - here[[i$from]] else here[[i$value]]
    known <- !is.na(x) & x >= 0
    here <- here[known, ]
    x <- x[known]
    if (counting(i$unit) == "case") x <- x[!duplicated(here$case)]
    unit <- c(minutes = 1, hours = 60, days = 1440, months = 1440 * 365.2425 / 12)
    if (!is.null(i[["in"]])) x <- x * (if (is.null(i$value)) 1440 else 1) / unit[[i[["in"]]]]
    figure(length(x), value = if (length(x) || i$statistic == "sum") statistic_of(i$statistic, x) else none)
  },
  concentration = function(i, e, from, to, ...) { # (18)
    here <- within_months(e, from, to)
    key <- switch(i$by, person = "person", area = "area", hour = "hour_of_week")
    here$hour_of_week <- hour_of_week(here)
    many <- function(keys) {
      window <- if (is.null(i$window)) here else within_months(e, to - number_in(i$window) + 1L, to)
      n <- cases_by_person(window)
      keys %in% names(n)[n >= i[["at-least"]]]
    }
    if (!is.null(i[["at-least"]])) return(figure(how_many(i, here[many(here$person), ]), how_many(i, here)))
    here <- here[!is.na(here[[key]]), ]
    n <- if (counting(i$unit) == "case") table(pairs_of(here, key)$key) else tapply(here$weight, here[[key]], sum)
    n <- n[n > 0]
    if (!is.null(i$statistic)) return(figure(sum(n), value = if (length(n)) gini(as.vector(n)) else none))
    figure(sum(head(sort(as.vector(n), decreasing = TRUE), top_of(i, length(n)))), sum(n))
  },
  survey = function(i, e, from, to, ...) { # (20)
    here <- within_months(e, from, to)
    if (is.null(i$value)) {
      here <- here[!is.na(here[[i$yes]]) & !is.na(here[[i$base]]), ]
      return(figure(sum(here[[i$yes]]), sum(here[[i$base]])))
    }
    here <- here[!is.na(here[[i$value]]), ]
    n <- sum(here$weight)
    figure(n, value = if (n) sum(here[[i$value]] * here$weight) / n else none)
  },
  status = function(i, e, from, to, ...) { # (21)
    end <- last_day(to)
    if (i$statistic == "recent") return(figure(sum(within_months(e, to - number_in(i$window) + 1L, to)$weight)))
    if (i$statistic == "open") {
      return(figure(sum(e$weight[!is.na(e[[i$from]]) & e[[i$from]] <= end & (is.na(e[[i$to]]) | e[[i$to]] > end)])))
    }
    so_far <- e[e$day <= end, ]
    figure(sum(so_far$weight), value = if (nrow(so_far)) whole_months(max(so_far$day), end) else none)
  },
  aoristic = function(i, e, from, to, ...) { # (26)
    here <- within_months(e, from, to)
    here <- here[order(here$day, here$row), ]
    ended <- ifelse(is.na(here[[i$to]]), here[[i$from]], here[[i$to]])
    took <- ended - here[[i$from]]
    known <- !is.na(took) & took >= 0
    if (!is.null(i$within)) known <- known & took <= number_in(i$within) * 1440
    here <- here[known, ]
    part <- mapply(minutes_inside, here[[i$from]], pmax(ended[known], here[[i$from]] + 1),
      MoreArgs = list(hours = hours_of(i$when)))
    if (counting(i$unit) == "case") part <- part[!duplicated(here$case)]
    part <- as.numeric(unlist(part))
    figure(length(part), value = if (i$statistic == "sum") sum(part) else if (length(part)) 100 * mean(part) else none)
  })
measures$first <- function(i, e, from, to, marked, ...) { # (14)
  here <- within_months(e, from, to)
  figure(length(unique(here$person[here$row %in% marked$row])))
}
measures$share <- measures$ratio <- function(i, e, from, to, of, of_e, ...) { # (6, 23)
  figure(how_many(i, within_months(e, from, to)), how_many(of, within_months(of_e, from, to)))
}
measures$return <- function(i, e, from, to, body, of_e, ...) { # (15)
  follows(within_months(of_e, from, to), body, 1, number_in(i$within), TRUE)
}
measures$followup <- function(i, e, from, to, body, of_e, ...) { # (16)
  if (!is.null(i$of)) return(follows(within_months(of_e, from, to), body, 0, number_in(i$within), FALSE))
  here <- within_months(e, from, to)
  start <- here[[if (is.null(i$from)) i$date else i$from]]
  in_time <- !is.na(start) & !is.na(here[[i$to]]) & here[[i$to]] - start <= number_in(i$within)
  figure(how_many(i, here[in_time, ]), how_many(i, here))
}
measures$rate <- measures$count

# --- population -------------------------------------------------------------------------

heads <- function(group, area, year) { # On 1 January; NA if the area has no rows of that year.
  p <- data$population
  p <- p[p$year == year & p$area == (if (area == "all") settings$place else area), ]
  g <- groups[[group]]
  if (!nrow(p)) return(NA)
  sum(p$persons[p$age >= g$from & p$age <= g$to & (is.na(g$sex) | p$sex == g$sex)])
}
years <- 2020:2025
population <- list()
mean_heads <- function(group, area, from, to) { # (8)
  key <- paste(group, area)
  if (is.null(population[[key]])) population[[key]] <<- vapply(years, function(y) as.numeric(heads(group, area, y)), 0)
  months <- (from:to) %/% 12
  before <- population[[key]][match(months, years)]
  after <- population[[key]][match(months + 1, years)]
  mean((before + ifelse(is.na(after), before, after)) / 2)
}

# --- what is known of a period (7, 10, 11, 12, 16, 20) ----------------------------------

worse <- function(a, b) if ("M" %in% c(a, b)) "M" else if ("N" %in% c(a, b)) "N" else "V"
coverage_state <- function(source, from, to) {
  last <- last_covered[[source]]
  if (from <= last && !all(from:min(to, last) %in% covered[[source]])) "M" else if (to > last) "N" else "V"
}
needs <- function(i, from, to) {
  end <- last_day(to)
  if (!is.null(i$window)) from <- to - number_in(i$window) + 1L
  if (i$measure == "first") from <- from - number_in(i[["look-back"]])
  if (i$measure == "status" && is.null(i$window)) from <- to
  until <- if (i$measure == "followup" && is.null(i$of)) end + number_in(i$within) else -Inf
  if (i$measure == "return" || (i$measure == "followup" && !is.null(i$of))) to <- month_of(end + number_in(i$within))
  list(from = from, to = to, until = until)
}
tells_persons <- function(i) {
  counting(i$unit) == "person" || i$measure == "group" || (i$measure == "concentration" && i$by == "person")
}
own_state <- function(i, group, from, to, keys, survey) {
  n <- needs(i, from, to)
  state <- coverage_state(i$source, n$from, n$to)
  if (survey) { # (20)
    if (any(n$from:n$to %in% covered[[i$source]])) state <- "V"
    else state <- if (n$from > last_covered[[i$source]]) "N" else "M"
  }
  words <- if (!is.null(i$through)) length(strsplit(i$through, " ")[[1]]) - 1
  if (!is.null(words) && (group != "all" || words > 1)) state <- worse(state, coverage_state("police_person", n$from, n$to))
  if (state == "V" && n$until > extracted[[i$source]]) state <- "N"
  if (keys && tells_persons(i) && is.na(scheme_in(i$source, n$from, n$to))) state <- "M"
  state
}
state_of <- function(i, of, group, from, to, keys = TRUE) {
  survey <- i$measure == "survey"
  state <- own_state(i, group, from, to, keys, survey)
  if (is.null(of)) return(state)
  state <- worse(state, own_state(of, group, from, to, keys, survey))
  if (keys && i$measure %in% c("return", "followup")) {
    a <- needs(i, from, to)
    b <- needs(of, from, to)
    one <- scheme_in(i$source, a$from, a$to)
    two <- scheme_in(of$source, b$from, b$to)
    if (is.na(one) || is.na(two) || one != two) state <- "M"
  }
  state
}
has_value <- function(i) {
  i$measure %in% c("duration", "aoristic") || (i$measure == "concentration" && identical(i$statistic, "gini")) ||
    (i$measure == "survey" && !is.null(i$value)) || (i$measure == "status" && i$statistic == "age")
}
counted_state <- function(i, f) { # (12)
  if (!is.na(f["of"]) && f["of"] < 0) return("M") # (9)
  if (!is.na(f["of"]) && f["of"] == 0) return("A")
  if (has_value(i) && i$statistic != "sum" && f["count"] == 0) return(if (i$measure == "status") "M" else "A")
  if (f["count"] == 0) "Z" else "V"
}

# --- all of it --------------------------------------------------------------------------

# Why GROUP cannot be computed (4, 22), or "".
obstacle_of <- function(i, e, group) {
  g <- groups[[group]]
  by_age <- g$from > 0 || g$to < 120
  limits <- filtered[[i$source]]
  if (by_age && !is.null(limits) && (g$from < limits[1] || g$to > limits[2])) return("age filter")
  people <- if (is.null(i$through)) e else {
    roles <- unlist(strsplit(strsplit(i$through, " ")[[1]][-1], "/"))
    events$police_person[events$police_person$role %in% roles, ]
  }
  if (by_age && g$to < 15 && !any(!is.na(people$age) & people$age < 15)) return("age filter")
  if (straddles(people, group)) return("age bands")
  ""
}
number <- function(x) sub("\\.$", "", sprintf("%.15g", x))
cell <- function(i, of, state, f, exposure) {
  if (state == "V") state <- counted_state(i, f)
  if (!state %in% c("V", "Z")) return(state)
  paste0(state, if (state == "V") number(f["count"]), if (!is.na(f["of"])) paste0("/", number(f["of"])),
    if (has_value(i) && !is.na(f["value"])) paste0("=", number(f["value"])),
    if (!is.na(exposure)) paste0("@", number(exposure)))
}
series <- function(i, group, area, kind, measure_it) {
  k <- kinds[[kind]]
  periods <- k$of(first_month):k$of(last_month)
  of <- if (!is.null(i$of) && i$of != "population") indicators[[i$of]]
  cells <- vapply(periods, function(p) {
    from <- as.integer(k$from(p))
    to <- from + k$months - 1L
    f <- measure_it(from, to)
    exposure <- NA
    if (identical(i$of, "population")) {
      f["of"] <- floor(mean_heads(group, area, from, to) + .5) # (9)
      if (is.na(f["of"])) f["of"] <- -1
      if (!is.null(i$invert)) f["count"] <- f["of"] - f["count"]
    } else if (!is.null(i$per) && i$measure != "ratio") {
      exposure <- mean_heads(group, area, from, to) * k$months / 12 # (8)
    }
    cell(i, of, state_of(i, of, group, from, to), f, exposure)
  }, "")
  data.frame(indicator = i$id, group, area, kind, first = k$code(periods[1]), cells = paste(cells, collapse = " "))
}
no_series <- function(i, group, why) {
  data.frame(indicator = i$id, group, area = "", kind = "none", first = "", cells = why)
}
all_series <- function(i) {
  of <- if (!is.null(i$of) && i$of != "population") indicators[[i$of]]
  cohort <- i$measure == "return" || (i$measure == "followup" && !is.null(of))
  body <- body_of(i)
  of_body <- if (!is.null(of)) body_of(of)
  if (i$measure == "share" && !is.null(of)) body <- body[body$row %in% of_body$row, ] # (6)
  marked <- if (i$measure == "first") mark_first(body, number_in(i[["look-back"]]))
  if (cohort && of$measure == "first") of_body <- mark_first(of_body, number_in(of[["look-back"]]))
  months <- first_month:last_month
  # Different cases cannot be told where no extract has their keys (13).
  if (i$measure == "repeat" && all(startsWith(events[[i$source]]$case, "#"))) return(no_series(i, "", "no key"))
  if (!any(vapply(months, function(m) state_of(i, of, "all", m, m), "") == "V")) { # (10, 16)
    if (i$measure == "followup" && !is.null(of) && i$source != of$source) return(no_series(i, "", "key scheme"))
    keys <- any(vapply(months, function(m) state_of(i, of, "all", m, m, FALSE), "") == "V")
    return(no_series(i, "", if (keys) "key change" else "no history"))
  }
  who <- if (cohort) of else i
  out <- list()
  for (group in i$groups) {
    why <- obstacle_of(who, if (cohort) of_body else body, group)
    if (why == "" && !is.null(of) && !cohort) why <- obstacle_of(of, of_body, group)
    if (why != "") {
      out[[length(out) + 1]] <- no_series(i, group, why)
      next
    }
    spread <- i$measure == "concentration" && i$by == "area"
    place <- if (!is.null(who$geography)) who$geography else unname(geography[who$source])
    other <- if (!is.null(of) && !cohort) if (!is.null(of$geography)) of$geography else unname(geography[of$source])
    has_areas <- group == i$groups[1] && !spread && !is.na(place) && (is.null(other) || is.na(other) || other == place)
    apart <- !is.null(other) && !is.na(place) && !is.na(other) && other != place # (25)
    if (apart && group == i$groups[1]) out[[length(out) + 1]] <- no_series(i, group, "geography")
    for (area in c("all", if (has_areas) settings$areas)) {
      here <- function(e) if (area == "all") e else e[!is.na(e$area) & e$area == area, ]
      e <- here(in_group(i, body, group))
      of_e <- if (!is.null(of)) here(in_group(of, of_body, group))
      for (kind in names(kinds)) {
        if (!is.null(i$window) && kinds[[kind]]$months > number_in(i$window)) next # (13)
        name <- if (i$measure == "survey" && !is.null(of)) "share" else if (identical(i$of, "population")) "count"
          else if (i$measure == "repeat") "repeat_" else i$measure
        out[[length(out) + 1]] <- series(i, group, area, kind, function(from, to) {
          measures[[name]](i = i, e = e, from = from, to = to, body = body, of = of, of_e = of_e, marked = marked)
        })
      }
    }
  }
  do.call(rbind, out)
}
reference <- do.call(rbind, lapply(indicators, all_series))
write.table(reference, "measures_reference.csv", sep = ";", quote = FALSE, row.names = FALSE)
cat(nrow(reference), "series,", sum(lengths(strsplit(reference$cells, " "))), "cells\n")
