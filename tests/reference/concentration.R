# Gini, Lorenz and funnels.

# --- concentration --------------------------------------------------------------------

gini <- function(x) {
  x <- sort(x)
  n <- length(x)
  C <- sum(x)
  g <- 2 * sum(seq_len(n) * x) / (n * C) - (n + 1) / n
  list(units = n, events = C, gini = g, gini_corrected = g * n / (n - 1),
    gini_bernasco = max(1 / C, 1 / n) * (2 * sum(seq_len(n) * x) / C - n - 1) - max(n / C, 1) + 1,
    top5 = top(x, .05), top10 = top(x, .1), top20 = top(x, .2))
}
# x is sorted.
lorenz <- function(x) list(at = (0:length(x)) / length(x), share = c(0, cumsum(x)) / sum(x))
top <- function(x, q) { l <- lorenz(x); 1 - approx(l$at, l$share, 1 - q)$y }

set.seed(3)
places <- list(units_few = c(rep(0, 30), rpois(15, 2), 9, 14), units_events = rnbinom(200, mu = .3, size = .4),
  units_amount = round(rlnorm(37, 2, 1), 2), units_even = rep(3, 24), units_one = c(rep(0, 29), 7),
  islands = as.numeric(islands))
for (name in names(places)) {
  x <- places[[name]]
  data_set(name, value = x)
  for (d in c("gini", "bernasco")) {
    call <- call_of("gini", name, paste("--simulations 20 --definition", d), "Gini 1912, Bernasco & Steenbeek 2017 by R")
    expect_result(call, gini(x))
  }
  if (any(x == 0)) {
    call <- call_of("gini", name, "--simulations 20 --base positive --force", "Gini 1912 by R")
    expect_result(call, gini(x[x > 0])[c("units", "events", "gini")])
  }
  call <- call_of("gini", name, "--simulations 20 --units 25", "Gini 1912 by R")
  expect_result(call, gini(c(x, rep(0, 25))))
  call <- call_of("lorenz", name, "", "Lorenz curve by R, as ineq::Lc")
  l <- lorenz(sort(x))
  for (i in unique(round(seq(1, length(l$at), length.out = 5)))) {
    expect_row(call, i, list(units_share = l$at[i], events_share = l$share[i]))
  }
}
data_set("units_small", value = c(1, 0, 3, 2))
refused(call_of("gini", "units_small"), "too-few-persons")
refused(call_of("gini", "zeros"), "no-events")
refused(call_of("lorenz", "zeros"), "no-events")

# --- funnels ----------------------------------------------------------------------

class_of <- function(value, l95, u95, l998, u998) {
  if (value > u998) "high_0.001" else if (value > u95) "high_0.025"
  else if (value < l998) "low_0.001" else if (value < l95) "low_0.025" else "not_significant"
}
spread <- function(z, precision) {
  n <- length(z)
  phi <- sum(z^2) / n
  tau2 <- if (n * phi < n - 1) 0 else max(0, (n * phi - (n - 1)) / (sum(precision) - sum(precision^2) / sum(precision)))
  list(phi = phi, tau2 = tau2)
}
winsorised <- function(O, E, trim = .1) {
  z <- 2 * (sqrt(O) - sqrt(E))
  q <- quantile(z, c(trim, 1 - trim))
  spread(pmin(pmax(z, q[1]), q[2]), 4 * E)
}
truncated <- function(O, E) {
  E <- round(E, 2)
  z <- sqrt(E) * log(O / E)
  group <- floor(rank(z) * 10 / (length(z) + 1))
  keep <- group > 0 & group < 9
  spread(z[keep], E[keep])
}
interpolate <- function(p, E) { r <- qpois(p, E); r - (ppois(r, E) - p) / dpois(r, E) }
byar <- function(x, p) {
  z <- qnorm(1 - p)
  if (x < 10) c(qgamma(p, x), qgamma(1 - p, x + 1))
  else c(x * (1 - 1 / (9 * x) - z / (3 * sqrt(x)))^3, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)))^3)
}
limits_of <- function(d, O, E, tau2) {
  both <- function(f) c(f(.025), f(.001))
  r <- function(k) switch(d,
    exact = c(qpois(c(.025, .001)[k], E), qpois(1 - c(.025, .001)[k], E)) / E,
    interpolated = pmax(0, c(interpolate(c(.025, .001)[k], E), interpolate(1 - c(.025, .001)[k], E))) / E,
    fingertips = byar(O, c(.025, .001)[k]) / E,
    additive = { s <- qnorm(1 - c(.025, .001)[k]) * sqrt(1 / (4 * E) + tau2); c(max(0, 1 - s), 1 + s)^2 },
    shmi = exp(c(-1, 1) * c(1.959964, 3.090232)[k] * sqrt(1 / round(E, 2) + tau2)),
    cqc = { s <- c(1.959964, 3.090232)[k] * sqrt(1 / (4 * E) + tau2); c(max(0, 1 - s), 1 + s) })
  list(lower95 = r(1)[1], upper95 = r(1)[2], lower998 = r(2)[1], upper998 = r(2)[2])
}
mid <- function(O, E) { h <- dpois(O, E) / 2; min(1, 2 * min(h + ppois(O - 1, E), h + ppois(O, E, lower.tail = FALSE))) }

set.seed(8)
E <- round(exp(runif(40, log(2), log(150))), 1)
funnels <- list(funnel_poisson = list(rpois(40, E), E), funnel_spread = list(rnbinom(40, mu = E, size = 12) + 1, E),
  funnel_zero = list(c(0, 0, 1, 3, 2, 9, 30, 12, 0, 5), c(2, 8, 1.5, 2.5, 4, 3, 20, 13, .7, 9)))
for (name in names(funnels)) {
  O <- funnels[[name]][[1]]
  E <- funnels[[name]][[2]]
  data_set(name, id = sprintf("area%02d", seq_along(O)), observed = O, expected = E)
  for (d in c("auto", "exact", "interpolated", "fingertips", "additive", "shmi", "cqc")) {
    call <- call_of("funnel", name, paste("--definition", d), "Spiegelhalter 2005, FunnelPlotR's and PHE's formulas, by R")
    ok <- if (d == "shmi") O > 0 else TRUE
    s <- if (d == "shmi") truncated(O[ok], E[ok]) else winsorised(O, E)
    used <- if (d == "auto") if (s$phi > 1) "additive" else "exact" else d
    expect_result(call, list(target = 1, phi = s$phi, tau2 = s$tau2, n = sum(ok & TRUE | rep(FALSE, length(O))), used = used))
    out <- c()
    for (i in seq_along(O)) {
      if (d == "shmi" && O[i] == 0) { expect(call, paste0("rows.", i, ".refused"), "undefined-logit"); next }
      l <- limits_of(used, O[i], E[i], s$tau2)
      class <- if (used == "fingertips") {
        if (l$lower998 > 1) "high_0.001" else if (l$lower95 > 1) "high_0.025" else if (l$upper998 < 1) "low_0.001"
        else if (l$upper95 < 1) "low_0.025" else "not_significant"
      } else class_of(O[i] / E[i], l$lower95, l$upper95, l$lower998, l$upper998)
      if (grepl("001", class)) out <- c(out, sprintf("area%02d", i))
      if (!i %in% c(1, 5, 10)) next
      expect_row(call, i, c(list(ratio = O[i] / E[i]), l, list(p_mid = mid(O[i], E[i]), class = class,
        z = if (used == "shmi") sqrt(round(E[i], 2)) * log(O[i] / round(E[i], 2)) else 2 * (sqrt(O[i]) - sqrt(E[i])))))
    }
    expect(call, "result.outliers.length", length(out))
    if (length(out)) expect(call, "result.outliers", as.list(out))
  }
  call <- call_of("funnel", name, "--definition additive --trim 0.2 --limits-at 5,60", "Spiegelhalter 2005 by R")
  s <- winsorised(O, E, .2)
  expect_result(call, s)
  for (k in 1:2) expect_row(call, length(O) + k, c(list(row = NA), limits_of("additive", NA, c(5, 60)[k], s$tau2)))
}

# Counts in exposures; shares
n <- round(runif(25, 200, 4000))
x <- rpois(25, n * .01)
data_set("funnel_rate", count = x, exposure = n)
rate <- sum(x) / sum(n)
for (d in c("exact", "fingertips", "additive")) {
  call <- call_of("funnel", "funnel_rate", paste("--per 1000 --definition", d), "Spiegelhalter 2005 by R")
  s <- winsorised(x, n * rate)
  expect_result(call, list(target = 1000 * rate, phi = s$phi))
  for (i in c(1, 8, 25)) expect_row(call, i, c(list(expected = n[i] * rate, ratio = x[i] / (n[i] * rate)), limits_of(d, x[i], n[i] * rate, s$tau2)))
}
call <- call_of("funnel", "funnel_rate", "--per 1000 --target 8 --definition exact", "qpois")
expect(call, "result.target", 8)
expect_row(call, 1, c(list(expected = n[1] * .008), limits_of("exact", x[1], n[1] * .008, 0)))
x <- rbinom(25, n, .08)
x[3] <- round(n[3] * .2)
data_set("funnel_share", numerator = x, denominator = n)
share <- sum(x) / sum(n)
for (d in c("exact", "fingertips")) {
  call <- call_of("funnel", "funnel_share", paste("--per 100 --definition", d), if (d == "exact") "qbinom" else "PHE's limits of proportions")
  expect(call, "result.target", 100 * share)
  for (i in c(1, 3, 12, 25)) {
    l <- if (d == "exact") qbinom(c(.025, .975, .001, .999), n[i], share) / n[i]
      else share + c(-1, 1, -1, 1) * qnorm(c(.975, .975, .999, .999)) * sqrt(share * (1 - share) / n[i])
    expect_row(call, i, list(ratio = 100 * x[i] / n[i], lower95 = 100 * l[1], upper95 = 100 * l[2], lower998 = 100 * l[3], upper998 = 100 * l[4],
      class = class_of(x[i] / n[i], l[1], l[2], l[3], l[4])))
  }
}
