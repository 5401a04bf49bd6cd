# The project that measures.R counts: small, invented, the same at every run, and with everything planted
# that is easy to get wrong.  write_project() puts it into measures/; what it returns is the rows as R has
# them, before any of it was written.

months_between <- function(from, to) {
  first <- as.Date(paste0(from, "-01"))
  last <- seq(as.Date(paste0(to, "-01")), by = "month", length.out = 2)[2] - 1
  seq(first, last, by = "day")
}
some <- function(x, n, p = NULL) sample(x, n, replace = TRUE, prob = p)
# N texts of X, a part of them empty.
gaps <- function(x, part) ifelse(runif(length(x)) < part, NA, x)
clock <- function(n) sprintf("%02d:%02d", some(0:23, n, c(8, 7, 5, rep(1, 17), 4, 5, 7, 8)), some(0:59, n))

make_cases <- function() {
  n <- 420
  reported <- some(months_between("2021-01", "2024-06"), n)
  occurred <- reported - some(c(0, 0, 0, 1, 2, 9, 40, 400), n)
  began <- ifelse(runif(n) < .8, paste(occurred, clock(n)), NA)
  lasted <- some(c(0, 30, 90, 600, 1441, 4000, 20000, -60, NA), n)
  ended <- format(as.POSIXct(began, tz = "UTC") + 60 * lasted, "%Y-%m-%d %H:%M")
  cases <- data.frame(case_key = sprintf("s%04d", seq_len(n)), reported = as.character(reported),
    occurred = gaps(as.character(occurred), .04), time = gaps(clock(n), .15), code = some(letters[1:4], n),
    place = some(c("public", "private", "school"), n), area = gaps(some(c("A", "B", "C"), n, c(5, 3, 1)), .06),
    began = began, ended = ended, decided = gaps(as.character(reported + some(c(-3, 0, 1, 5, 5, 30, 90, 365), n)), .2))
  # Without a key each is a case of its own, though all else is the same.
  extra <- cases[c(5, 5, 9), ]
  extra$case_key <- NA
  planted <- data.frame(case_key = c("midnight", "lastminute", "leap", "three", "turned", "old"),
    reported = c("2023-01-01", "2022-12-31", "2024-02-29", "2023-05-10", "2023-06-02", "2020-12-31"),
    occurred = c("2023-01-01", "2022-12-31", "2024-02-29", "2023-05-09", "2023-05-31", "2020-12-31"),
    time = c("00:00", "23:59", "12:00", "23:30", NA, "23:59"), code = "a", place = "public", area = "A",
    began = c("2022-12-31 22:00", "2022-12-31 23:59", "2024-02-28 12:00", NA, "2023-05-27 01:00", NA),
    ended = c("2023-01-01 02:00", "2023-01-01 00:00", "2024-03-01 12:00", "2023-05-09 10:00", "2023-06-03 01:00", NA),
    decided = c("2023-01-01", "2023-12-31", "2024-02-29", "2023-05-10", NA, NA))
  rbind(cases, extra, planted)
}

make_persons <- function(cases) {
  keyed <- cases[!is.na(cases$case_key), ]
  n <- 900
  who <- some(1:260, n, 1 / (1:260)^.6)
  at <- some(seq_len(nrow(keyed)), n)
  born <- 1998 + (who * 7) %% 14
  age <- as.integer(substr(keyed$reported[at], 1, 4)) - born - (runif(n) < .5)
  reported <- as.character(as.Date(keyed$reported[at]) + some(c(0, 0, 0, 1, 14), n))
  persons <- data.frame(case_key = keyed$case_key[at], person_key = gaps(sprintf("p%03d", who), .05),
    role = some(c("suspect", "charged", "victim", "witness"), n, c(5, 2, 3, 1)), reported = reported,
    age = gaps(age, .04), sex = some(c("female", "male", NA, "other"), n, c(4, 5, .3, .2)),
    area = gaps(some(c("A", "B", "D"), n), .05))
  persons <- rbind(persons, persons[c(3, 3, 11), ]) # The same row twice and three times.
  planted <- read.csv(text = "case_key,person_key,role,reported,age,sex,area
three,x1,suspect,2023-05-10,12,male,A
three,x2,suspect,2023-05-10,17,female,A
three,x3,charged,2023-05-10,31,male,B
turned,x2,suspect,2023-06-02,18,female,A
s0001,x2,suspect,2023-04-01,17,female,A
s0002,x2,suspect,2023-04-01,17,female,A
midnight,x4,suspect,2023-01-01,15,male,A
lastminute,x4,suspect,2022-12-31,14,male,A
leap,x5,suspect,2024-02-29,20,female,B
s0003,x5,suspect,2023-02-28,19,female,B
s0004,x5,suspect,2022-02-28,18,female,B
s0005,x6,suspect,2022-02-27,18,male,B
s0006,x6,suspect,2024-02-29,20,male,B
s0007,x7,suspect,2024-03-31,13,male,A
s0008,x7,suspect,2024-04-30,13,male,A
s0008,,suspect,2024-04-30,25,male,A
s0008,,suspect,2024-04-30,26,male,A
,x8,suspect,2023-07-01,16,female,A
,x8,suspect,2023-07-01,16,female,A
,x8,suspect,2023-07-02,16,female,A
nowhere,x9,suspect,2023-07-02,17,male,A", colClasses = "character", na.strings = "")
  planted$age <- as.integer(planted$age)
  rbind(persons, planted)
}

make_prevention <- function(persons) {
  n <- 220
  from <- persons[some(which(!is.na(persons$person_key)), n), ]
  day <- as.Date(from$reported) + some(c(0, 1, 29, 30, 31, 60, -1, -200), n)
  rows <- data.frame(case_key = sprintf("t%03d", seq_len(n)), occurred = as.character(day),
    type = some(c("concern_talk", "youth_contract", "home_visit"), n), person_key = gaps(from$person_key, .05),
    age = from$age, sex = from$sex, clarified = gaps(as.character(day + some(c(-5, 0, 1, 30, 31, 90), n)), .3))
  rows[day >= as.Date("2021-01-01") & day <= as.Date("2024-04-30"), ]
}

# One row for each code of an assignment.
make_assignments <- function() {
  n <- 300
  day <- some(months_between("2021-01", "2024-06"), n)
  rows <- data.frame(part = some(c("north", "south"), n), case_key = gaps(sprintf("a%03d", seq_len(n)), .05),
    occurred = as.character(day), time = gaps(clock(n), .1),
    category = some(c("domestic", "disorder", "domestic/disorder", "psychiatry/other"), n),
    person_key = gaps(sprintf("q%02d", some(1:60, n, 1 / (1:60))), .2), age = gaps(some(5:60, n), .1),
    sex = some(c("female", "male"), n), area = some(c("A", "B", "C"), n),
    response_minutes = gaps(some(c(0:20, 45, 200), n), .1), weight = some(c(1, 1, 1, 2, 3), n))
  more <- rows[some(seq_len(n), 60), ] # A second code, with another time.
  more$category <- "theft"
  more$response_minutes <- gaps(more$response_minutes + some(0:3, 60), .3)
  late <- sample(60, 25) # And in another month, up to the last one.
  more$occurred[late] <- as.character(pmin(as.Date(more$occurred[late]) + some(c(-35, 20, 45), 25), as.Date("2024-06-30")))
  rows <- rbind(rows, more)
  rows <- rows[rows$occurred >= "2021-01-01", ]
  rows[!(rows$part == "north" & substr(rows$occurred, 1, 7) == "2022-05"), ]
}

make_outreach <- function() {
  n <- 400
  day <- some(months_between("2021-01", "2024-06"), n)
  bands <- c("13", "13-14", "15-17", "16-18", "18-20", "21-25", "19-25", "26-40")
  rows <- data.frame(occurred = as.character(day), person_key = gaps(sprintf("u%02d", some(1:80, n)), .1),
    patrol = some(c("one", "two", "nested"), n), age = some(bands, n),
    sex = some(c("female", "male", NA), n), area = some(c("A", "B"), n), weight = some(c(1, 1, 2, 5), n))
  # One patrol's bands never straddle a group's limit; each reversal has what it reverses beside it.
  rows$age[rows$patrol == "nested"] <- some(bands[c(1:3, 5:6)], sum(rows$patrol == "nested"))
  back <- rows[rows$weight == 1, ][1:15, ]
  back$weight <- -1
  rbind(rows, back)
}

make_treatment <- function() {
  n <- 180
  day <- some(months_between("2021-01", "2024-06"), n)
  started <- day + some(c(0, 3, 10, 30, 31, 75, -2), n)
  closed <- started + some(c(0, 20, 200, 500), n)
  data.frame(case_key = sprintf("h%03d", seq_len(n)), reported = as.character(day),
    person_key = gaps(sprintf("v%02d", some(1:70, n)), .1), type = some(c("substance", "both", "acute"), n),
    started = gaps(as.character(started), .15), closed = gaps(as.character(closed), .3), age = some(15:40, n),
    sex = some(c("female", "male"), n))
}

make_mediation <- function() {
  n <- 80
  data.frame(case_key = sprintf("m%02d", seq_len(n)),
    reported = as.character(some(months_between("2022-01", "2024-06"), n)),
    type = some(c("mediation", "youth_sentence"), n), person_key = sprintf("w%02d", some(1:30, n)),
    age = some(15:19, n), sex = some(c("female", "male"), n))
}

make_preparedness <- function() {
  n <- 60
  day <- some(months_between("2021-03", "2024-06"), n)
  deadline <- day + some(c(0, 10, 100), n)
  rows <- data.frame(case_key = sprintf("b%02d", some(1:45, n)), occurred = as.character(day),
    type = some(c("exercise", "finding", "plan"), n, c(4, 4, 1)), deadline = gaps(as.character(deadline), .1),
    closed = gaps(as.character(deadline + some(c(-30, 0, 0, 1, 30, 31), n)), .3), area = some(c("A", "B"), n),
    weight = some(c(1, 1, 2), n))
  planted <- data.frame(case_key = c("r1", "r2", "r3"), occurred = c("2022-01-31", "2023-08-30", "2024-02-29"),
    type = "risk_analysis", deadline = NA, closed = NA, area = "A", weight = 1)
  rbind(rows, planted)
}

make_survey <- function() {
  n <- 48
  people <- some(5:40, n)
  data.frame(round = rep(c("1", "2"), each = 24), reported = rep(c("2022-03-15", "2024-03-01"), each = 24),
    question = some(c("safe", "cannabis"), n), answer = some(c("a", "b"), n), respondents = gaps(people, .1),
    yes = gaps(floor(people * runif(n)), .1), score = gaps(some(1:7, n), .1), area = some(c("A", "B"), n),
    age = some(c("13-15", "16-18", "19-25"), n), sex = some(c("female", "male"), n), weight = some(1:3, n))
}

# The place has its own rows, P; A and B have rows of their own; 2024 is the last year, and B lacks it.
make_population <- function() {
  rows <- expand.grid(age = 0:60, sex = c("female", "male"), year = 2021:2024, area = c("P", "A", "B"),
    stringsAsFactors = FALSE)
  rows$persons <- ifelse(rows$area == "P", 100, 30) + (rows$age * 7 + rows$year * 13 + (rows$sex == "male") * 5) %% 23
  rows[!(rows$area == "B" & rows$year == 2024), c("area", "year", "sex", "age", "persons")]
}

contract <- function(name, source, columns, from, to, more = NULL) {
  writeLines(c(paste("source:", source), paste0("files: ", name, ".csv"),
    sprintf("covers: {from: %s, to: %s}", from, to), more, "max_bad: 0", "gate: {max_unique: 1}", "columns:",
    paste0("  ", columns)), file.path("measures/contracts", paste0(name, ".yaml")))
}
put <- function(rows, file) {
  write.table(rows, file.path("measures", file), sep = ";", quote = FALSE, na = "", row.names = FALSE, eol = "\n")
}
# All columns under their own names; WITH says more of some.
plain <- function(rows, with = NULL) {
  names <- setdiff(names(rows), c("part", names(with)))
  c(sprintf("%s: %s", names, names), if (length(with)) sprintf("%s: %s", names(with), with))
}

write_project <- function() {
  RNGkind("Mersenne-Twister", "Inversion", "Rejection")
  set.seed(18)
  unlink("measures", recursive = TRUE)
  for (folder in c("contracts", "extracts", "indicators")) dir.create(file.path("measures", folder), recursive = TRUE)
  writeLines(c("council: Reference", "place: Reference", "place_codes: [P]", "language: en", "builtin_indicators: no",
    "outputs: [csv]", "groups: {13-15: 13-15, girls: {ages: 13-17, sex: female}}"), "measures/samsyn.yaml")
  data <- list(police_case = make_cases())
  data$police_person <- make_persons(data$police_case)
  data$police_prevention <- make_prevention(data$police_person)
  data$police_assignment <- make_assignments()
  data$outreach <- make_outreach()
  data$treatment <- make_treatment()
  data$mediation <- make_mediation()
  data$preparedness <- make_preparedness()
  data$survey <- make_survey()
  data$population <- make_population()
  data <- lapply(data, function(rows) rows[sample(nrow(rows)), ])

  day <- function(name) sprintf("{column: %s, format: yyyy-mm-dd}", name)
  moment <- function(name) sprintf("{column: %s, format: \"yyyy-mm-dd HH:MM\"}", name)
  extract <- function(name, source, rows, from, to, with, more = NULL) {
    put(rows, file.path("extracts", paste0(name, ".csv")))
    contract(name, source, plain(rows, with), from, to, more)
  }
  extract("case", "police_case", data$police_case, "2021-01", "2024-06",
    c(reported = day("reported"), occurred = day("occurred"), began = moment("began"), ended = moment("ended"),
      decided = day("decided")), c("extracted: 2024-07-05", "key_scheme: k1"))
  extract("person", "police_person", data$police_person, "2021-01", "2024-06", c(reported = day("reported")),
    c("extracted: 2024-07-05", "key_scheme: k1", "geography: residence"))
  extract("prevention", "police_prevention", data$police_prevention, "2021-01", "2024-04",
    c(occurred = day("occurred"), clarified = day("clarified")), c("extracted: 2024-05-20", "key_scheme: k1"))
  for (part in c("north", "south")) {
    rows <- data$police_assignment[data$police_assignment$part == part, -1]
    category <- c(occurred = day("occurred"), category = "{column: category, separator: \"/\"}")
    add <- function(name, rows, from, to) {
      extract(name, "police_assignment", rows, from, to, category, paste("part:", part))
    }
    if (part == "south") add("assignment_south", rows, "2021-01", "2024-06")
    early <- rows$occurred < "2022-05-01"
    if (part == "north") {
      add("assignment_north_1", rows[early, ], "2021-01", "2022-04")
      add("assignment_north_2", rows[!early, ], "2022-06", "2024-06")
    }
  }
  late <- data$outreach$occurred >= "2023-01-01"
  extract("outreach_1", "outreach", data$outreach[!late, ], "2021-01", "2022-12", c(occurred = day("occurred")),
    "key_scheme: o1")
  extract("outreach_2", "outreach", data$outreach[late, ], "2023-01", "2024-06", c(occurred = day("occurred")),
    "key_scheme: o2")
  extract("treatment", "treatment", data$treatment, "2021-01", "2024-06",
    c(reported = day("reported"), started = day("started"), closed = day("closed")), "ages: 15-")
  extract("mediation", "mediation", data$mediation, "2022-01", "2024-06", c(reported = day("reported")))
  extract("preparedness", "preparedness", data$preparedness, "2021-01", "2024-06",
    c(occurred = day("occurred"), deadline = day("deadline"), closed = day("closed")), "extracted: 2024-07-20")
  for (round in c("1", "2")) {
    month <- c("1" = "2022-03", "2" = "2024-03")[[round]]
    extract(paste0("survey_", round), "survey", data$survey[data$survey$round == round, ], month, month,
      c(reported = day("reported")))
  }
  put(data$population, "population.csv")
  put(data.frame(code = c("A", "B", "C"), name = c("Harbour", "Station", "Hill")), "areas.csv")
  data
}
