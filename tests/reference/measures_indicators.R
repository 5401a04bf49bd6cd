# The indicators that measures.R computes: at least one of each kind of measure, over one source and over two.

# One indicator.  WHERE names columns and the values that its body selects; both the SQL and what R selects
# are made of it.  The rest is its head, under the names that it has there.
indicators <- list()
indicator <- function(id, measure, unit, source, where = list(), groups = "all", ...) {
  head <- list(...)
  names(head) <- gsub("_", "-", names(head))
  indicators[[id]] <<- c(list(id = id, measure = measure, unit = unit, source = source, where = where,
    groups = strsplit(groups, " ")[[1]]), head)
}
write_indicator <- function(i) {
  keys <- setdiff(names(i), c("id", "measure", "unit", "source", "where", "groups"))
  head <- c(title.en = substr(gsub("_", " ", i$id), 1, 34), focus = "public-space", measure = i$measure, unit = i$unit,
    groups = paste(i$groups, collapse = " "), unlist(i[keys]))
  conditions <- sprintf("%s IN (%s)", names(i$where),
    vapply(i$where, function(v) paste0("'", v, "'", collapse = ", "), ""))
  body <- paste("SELECT profile FROM", i$source)
  if (length(conditions)) body <- c(body, paste(c(" WHERE", rep("   AND", length(conditions) - 1)), conditions))
  body[length(body)] <- paste0(body[length(body)], ";")
  writeLines(c(sprintf("-- @%s %s", names(head), head), body), file.path("measures/indicators", paste0(i$id, ".sql")))
}

bands <- "13-14 15-17 18-20 21-25"
offender <- list(role = c("suspect", "charged"))
nights <- "fri 22:00 - sat 06:00, sat 22:00 - sun 06:00"
of_case <- "police_person suspect/charged"

indicator("cases", "count", "case", "police_case", per = "1000 inhabitants")
indicator("cases_occurred", "count", "case", "police_case", list(place = "public"), date = "occurred")
indicator("cases_decided", "count", "case", "police_case", date = "decided")
indicator("offences_at_night", "count", "offence", "police_case", list(code = c("a", "b")), date = "occurred",
  when = nights)
indicator("offences_at_night_reported", "count", "offence", "police_case", when = nights)
indicator("young_cases", "count", "case", "police_case",
  groups = paste("all target under-18 10-14 female male girls", bands), through = of_case)
indicator("young_cases_at_night", "rate", "case", "police_case", groups = "target all under-18", through = of_case,
  when = nights, date = "occurred", per = "100000 inhabitants")
indicator("cases_with_both", "count", "case", "police_case", groups = "all target", through = "police_person suspect victim")
indicator("suspects", "count", "person", "police_person", offender,
  paste("all target under-18 10-14 female male", bands), per = "1000 inhabitants")
indicator("suspects_by_scene", "count", "person", "police_person", offender, "target", geography = "scene")
indicator("suspects_occurred", "count", "person", "police_person", c(offender, code = "a"), "all under-18",
  date = "occurred")
indicator("suspect_rows", "count", "charge", "police_person", offender, "all target")
indicator("person_cases", "count", "case", "police_person", offender, "all under-18")
indicator("assignments", "count", "assignment", "police_assignment", list(category = "domestic"), "all target",
  date = "occurred")
indicator("assignment_persons", "count", "person", "police_assignment", groups = "all female", date = "occurred")
indicator("assignment_weight", "count", "event", "police_assignment", list(category = c("domestic", "theft")),
  date = "occurred")
indicator("contacts", "count", "contact", "outreach", groups = "all target 13-15 under-18", date = "occurred")
indicator("contacts_nested", "count", "contact", "outreach", list(patrol = "nested"), paste("all target", bands),
  date = "occurred", per = "1000 inhabitants")
indicator("contact_persons", "count", "person", "outreach", groups = "all male", date = "occurred")
indicator("mediations", "count", "case", "mediation", groups = "all under-18 10-14 13-14")
indicator("referrals", "count", "report", "treatment", groups = "all 18-20 18-25 target under-18")

indicator("share_violence", "share", "case", "police_case", list(code = "a"), groups = "target under-18 all",
  of = "young_cases", through = of_case)
indicator("share_public", "share", "case", "police_case", list(place = "public"), of = "cases")
indicator("share_charged", "share", "person", "police_person", list(role = "charged"), "target female", of = "suspects")
indicator("share_of_people", "share", "person", "police_person", offender, "target under-18 female all", of = "population")
indicator("share_not_seen", "share", "person", "police_person", offender, "under-18 all", of = "population", invert = "yes")
indicator("contacts_per_assignment", "ratio", "contact", "outreach", groups = "all target", of = "assignments",
  per = "100", date = "occurred")
indicator("talks_per_suspect", "ratio", "conversation", "police_prevention", groups = "target under-18 all",
  of = "suspects", date = "occurred")
indicator("suspects_per_case", "ratio", "person", "police_person", offender, "all", of = "cases")
indicator("suspects_per_case_there", "ratio", "person", "police_person", offender, "all", of = "cases",
  geography = "scene")
indicator("repeaters", "repeat", "person", "police_person", offender, "target under-18 all 18-20", at_least = 3,
  window = "12 months")
indicator("repeaters_half", "repeat", "person", "police_person", offender, at_least = 2, window = "6 months")
indicator("repeat_contacts", "repeat", "person", "outreach", at_least = 2, window = "3 months", date = "occurred")
indicator("repeat_assignments", "repeat", "person", "police_assignment", groups = "all target", at_least = 2,
  window = "4 months", date = "occurred")
indicator("first_24", "first", "person", "police_person", offender, "target under-18 13-14 15-17 all",
  look_back = "24 months", per = "1000 inhabitants")
indicator("first_1", "first", "person", "police_person", offender, "all under-18 18-20", look_back = "1 months")
indicator("first_contact", "first", "person", "outreach", date = "occurred", look_back = "6 months")
indicator("first_contact_24", "first", "person", "outreach", date = "occurred", look_back = "24 months")
indicator("first_60", "first", "person", "police_person", offender, look_back = "60 months")
indicator("back_12", "return", "person", "police_person", offender, "target under-18 all", of = "first_24",
  within = "365 days")
indicator("back_30", "return", "person", "police_person", list(role = "suspect"), "all target", of = "suspects",
  within = "30 days")
indicator("followed_30", "followup", "person", "police_prevention", list(type = c("concern_talk", "youth_contract")),
  "target under-18 all", of = "suspects", within = "30 days", date = "occurred")
indicator("followed_first", "followup", "person", "police_prevention", groups = "all target", of = "first_1",
  within = "0 days", date = "occurred")
indicator("suspect_then_victim", "followup", "person", "police_person", list(role = "victim"), "all under-18",
  of = "suspects", within = "90 days")
indicator("followed_elsewhere", "followup", "person", "treatment", of = "suspects", within = "30 days")
indicator("closed_in_time", "followup", "event", "preparedness", list(type = "finding"), date = "deadline",
  to = "closed", within = "0 days")
indicator("closed_30", "followup", "event", "preparedness", date = "occurred", from = "deadline", to = "closed",
  within = "30 days")
indicator("talk_clarified", "followup", "case", "police_prevention", groups = "all target", date = "occurred",
  to = "clarified", within = "30 days")
indicator("groups_2", "group", "case", "police_person", offender, "target under-18 10-14 13-14 female all", at_least = 2)
indicator("groups_3", "group", "case", "police_person", offender, "all under-18", at_least = 3)
indicator("with_adult", "group", "case", "police_person", offender, "under-18 all target", at_least = 2, with = "21-")
indicator("with_peer", "group", "case", "police_person", offender, "under-18", at_least = 1, with = "13-17")
indicator("days_median", "duration", "case", "police_case", statistic = "median", date = "decided", from = "reported",
  to = "decided")
indicator("days_p90", "duration", "case", "police_case", list(code = c("a", "b")), statistic = "p90",
  from = "reported", to = "decided")
indicator("wait_p80", "duration", "referral", "treatment", groups = "all 18-20", statistic = "p80", from = "reported",
  to = "started")
indicator("wait_months", "duration", "referral", "treatment", statistic = "mean", from = "started", to = "closed",
  date = "closed", "in" = "months")
indicator("response_median", "duration", "assignment", "police_assignment", groups = "all target", statistic = "median",
  value = "response_minutes", date = "occurred")
indicator("response_hours", "duration", "assignment", "police_assignment", statistic = "sum", value = "response_minutes",
  date = "occurred", "in" = "hours")
indicator("response_events", "duration", "event", "police_assignment", statistic = "sum", value = "response_minutes",
  date = "occurred")
indicator("of_repeaters", "concentration", "case", "police_person", offender, "target under-18 all", by = "person",
  at_least = 3, window = "12 months")
indicator("of_frequent", "concentration", "case", "police_person", offender, "all target", by = "person", at_least = 2)
indicator("of_top_tenth", "concentration", "case", "police_person", offender, "all under-18", by = "person",
  top = "10 %")
indicator("of_top_3", "concentration", "charge", "police_person", offender, by = "person", top = 3)
indicator("top_area", "concentration", "case", "police_case", by = "area", top = 1)
indicator("top_hours", "concentration", "case", "police_case", by = "hour", top = 12, date = "occurred")
indicator("top_hours_weight", "concentration", "event", "police_assignment", by = "hour", top = "5 %", date = "occurred")
indicator("gini_persons", "concentration", "case", "police_person", offender, "all target", by = "person",
  statistic = "gini")
indicator("gini_areas", "concentration", "case", "police_case", by = "area", statistic = "gini")
indicator("safe", "survey", "respondent", "survey", list(question = "safe"), "all female target 13-15", yes = "yes",
  base = "respondents")
indicator("answers", "count", "respondent", "survey", groups = "all")
indicator("answers_a", "survey", "respondent", "survey", list(answer = "a"), of = "answers")
indicator("score", "survey", "respondent", "survey", groups = "all male", value = "score", statistic = "mean")
indicator("analysis_age", "status", "plan", "preparedness", list(type = "risk_analysis"), statistic = "age",
  date = "occurred")
indicator("plans_recent", "status", "plan", "preparedness", list(type = c("plan", "risk_analysis")),
  statistic = "recent", window = "12 months", date = "occurred")
indicator("findings_open", "status", "event", "preparedness", statistic = "open", from = "occurred", to = "closed",
  date = "occurred")
indicator("night_sum", "aoristic", "case", "police_case", statistic = "sum", from = "began", to = "ended", when = nights,
  date = "occurred")
indicator("night_mean", "aoristic", "offence", "police_case", list(code = c("a", "b")), statistic = "mean",
  from = "began", to = "ended", when = nights, within = "2 days")
