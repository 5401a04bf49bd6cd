# Normal range and early warning, Farrington's methods, EARS.

suppressMessages(library(surveillance))

precise <- glm.control(1e-15, 200)

# --- data ---------------------------------------------------------------------

vans <- as.numeric(Seatbelts[, "VanKilled"])
kms <- as.numeric(Seatbelts[, "kms"])
months <- function(n, year = 1969) sprintf("%d-%02d", year + (seq_len(n) - 1) %/% 12, 1 + (seq_len(n) - 1) %% 12)
data_set("vans_dated", period = months(192), count = vans, exposure = kms)
set.seed(42)
t <- 1:96
few <- rpois(96, exp(.6 + .3 * sin(2 * pi * t / 12)))
data_set("warn_few", count = few)
burst <- rnbinom(96, mu = exp(3 + .2 * cos(2 * pi * t / 12) + .01 * t), size = 8)
burst[c(50, 51, 96)] <- c(90, 85, 120)
burst[c(10, 33)] <- NA
data_set("warn_burst", count = burst, open = as.numeric(t == 70))
data(salmonella.agona)
agona <- as.numeric(salmonella.agona$observed)
data_set("agona", count = agona)
growth <- rpois(96, 5 * exp(.02 * t))
data_set("warn_growth", count = growth, population = round(1000 * exp(.005 * t)))

# --- what both models have in common -----------------------------------------------

anscombe <- function(y, mu) 1.5 * (y^(2/3) * mu^(-1/6) - sqrt(mu))

weights_of <- function(m, phi, threshold) {
  s <- anscombe(m$y, fitted(m)) / sqrt(phi * (1 - hatvalues(m)))
  high <- s > threshold
  gamma <- length(s) / sum(ifelse(high, s^-2, 1))
  ifelse(high, gamma * s^-2, gamma)
}

fit <- function(y, x, offset, w = rep(1, length(y))) {
  suppressWarnings(glm.fit(x, y, w, offset = offset, family = poisson(), control = precise))
}
hat_of <- function(m, x) {
  q <- qr.Q(qr(sqrt(m$weights) * x))
  rowSums(q^2)
}
omega <- function(m, x, phi, threshold) {
  s <- anscombe(m$y, m$fitted.values) / sqrt(phi * (1 - hat_of(m, x)))
  high <- s > threshold
  gamma <- length(s) / sum(ifelse(high, s^-2, 1))
  ifelse(high, gamma * s^-2, gamma)
}
pearson2 <- function(m, w = 1) sum(w * (m$y - m$fitted.values)^2 / m$fitted.values)

# Quantile, mid p of a count with mean MU and variance V.
count_quantile <- function(p, mu, v) if (v > mu) qnbinom(p, mu = mu, size = mu^2 / (v - mu)) else qpois(p, mu)
count_mass <- function(k, mu, v) if (v > mu) dnbinom(k, mu = mu, size = mu^2 / (v - mu)) else dpois(k, mu)
count_above <- function(k, mu, v) if (v > mu) pnbinom(k, mu = mu, size = mu^2 / (v - mu), lower.tail = FALSE) else ppois(k, mu, lower.tail = FALSE)
count_below <- function(k, mu, v) if (v > mu) pnbinom(k - 1, mu = mu, size = mu^2 / (v - mu)) else ppois(k - 1, mu)

# --- 6.9.1 ------------------------------------------------------------------------

early <- function(y, k, gap = 1, alpha = .05, pairs = 1, reweight = TRUE, offset = rep(0, length(y)),
                  open = rep(FALSE, length(y)), cycle = 12, least = 3, excess = 2) {
  i <- seq_along(y)
  x <- cbind(1, (i - 1) / cycle)
  for (j in seq_len(pairs)) x <- cbind(x, sin(2 * pi * j * i / cycle), if (j < cycle / 2) cos(2 * pi * j * i / cycle) else cos(2 * pi * j * i / cycle))
  b <- which(i <= k - 1 - gap & !is.na(y) & !open)
  m <- fit(y[b], x[b, ], offset[b])
  df <- length(b) - ncol(x)
  phi <- max(1, pearson2(m) / df)
  w <- rep(1, length(b))
  if (reweight) {
    w <- omega(m, x[b, ], phi, 2.58)
    m <- fit(y[b], x[b, ], offset[b], w)
    phi <- max(1, pearson2(m, w) / df)
  }
  xb <- x[b, ]
  v <- solve(t(xb) %*% (w * m$fitted.values * xb))
  eta <- sum(x[k, ] * m$coefficients) + offset[k]
  mu <- exp(eta)
  se <- sqrt(phi * drop(x[k, ] %*% v %*% x[k, ]))
  var <- phi * mu + mu^2 * se^2
  q <- function(p) count_quantile(p, mu, var)
  out <- list(expected = mu, phi = phi, se_link = se, variance = var, lower95 = q(.025), upper95 = q(.975),
    lower998 = q(.001), upper998 = q(.999), bound = q(1 - alpha), baseline_rows = length(b))
  low <- function(l) if (l > 0) l - 1 else NA
  out <- c(out, next_sign_low = low(out$lower95), next_sign_high = out$upper95 + 1,
    next_clear_low = low(out$lower998), next_clear_high = out$upper998 + 1)
  if (!is.na(y[k]) && !open[k]) {
    up <- count_mass(y[k], mu, var) / 2 + count_above(y[k], mu, var)
    down <- count_mass(y[k], mu, var) / 2 + count_below(y[k], mu, var)
    out <- c(out, p_mid = up, p_mid_two_sided = min(1, 2 * min(up, down)),
      alarm = y[k] > out$bound && y[k] >= least && y[k] - mu >= excess)
  }
  out
}

by_hand <- "glm by R, 6.9.1 after Noufaily et al. 2013"
expect_early <- function(name, y, rows, options = "", ...) {
  call <- call_of("early-warning", name, options, by_hand)
  for (k in rows) expect_row(call, k, early(y, k, ...))
}
expect_early("vans_dated", vans, 192, "--column exposure=none")
expect_early("vans_dated", vans, c(150, 171, 192), "--from 1981-06", offset = log(kms))
expect_early("vans_dated", vans, 192, "--season 2 --gap 3 --alpha 0.01", offset = log(kms), pairs = 2, gap = 3, alpha = .01)
expect_early("vans_dated", vans, 192, "--season none --reweight no", offset = log(kms), pairs = 0, reweight = FALSE)
expect_early("agona", agona, c(200, 312), "--from 200 --cycle 52", cycle = 52)
expect_early("warn_few", few, c(30, 60, 96), "--from 30")
expect_early("warn_few", few, 96, "--from 96 --min-count 2 --min-excess 0.5 --alpha 0.2", alpha = .2, least = 2, excess = .5)
expect_early("warn_burst", burst, c(49, 50, 52, 60, 70, 80, 96), "--from 49", open = t == 70)
expect_early("warn_growth", growth, c(30, 96), "--from 30")
call <- call_of("early-warning", "warn_burst", "--from 49")
expect(call, "rows.70.alarm", NA)
expect(call, "rows.48.expected", NA)
refused(call_of("early-warning", "warn_few", "--from 20 --rows 1:20"), "short-history")
refused(call_of("early-warning", "zeros"), "no-events")

# --- 6.9.2 ------------------------------------------------------------------------

# The groups of the baseline rows of K: names are rows.
baseline_of <- function(k, cycle, b, w, groups, exclude) {
  r <- k - cycle * (1:b)
  if (groups == 1) {
    rows <- unlist(lapply(rev(r), function(x) (x - w):(x + w)))
    g <- rep(1, length(rows))
  } else {
    rows <- (r[b] - w):(k + w)
    g <- rep(NA, length(rows))
    for (i in 0:b) {
      center <- k - cycle * i
      g[match((center - w):(center + w), rows)] <- groups
      if (i == b) next
      n <- cycle - 2 * w - 1
      size <- rep(n %/% (groups - 1), groups - 1) + (seq_len(groups - 1) <= n %% (groups - 1))
      start <- k - cycle * (i + 1) + w
      g[match(start + seq_len(n), rows)] <- rep(seq_len(groups - 1), size)
    }
  }
  keep <- rows > 0 & rows < k - exclude
  list(rows = rows[keep], group = g[keep])
}

farrington_row <- function(y, k, cycle = 12, b = 5, w = 3, groups = 1, exclude = w, alpha = .05, form = "repaired",
    threshold = "delta", power = 2/3, reweight = TRUE, limit = NULL, trend = TRUE, trend_alpha = .05,
    normal = FALSE, cases = 5, periods = 4, offset = NULL, time = seq_along(y)) {
  old <- form == "1996"
  if (old) groups <- 1
  if (is.null(limit)) limit <- if (old) 1 else 2.58
  base <- baseline_of(k, cycle, b, w, groups, exclude)
  ok <- !is.na(y[base$rows])
  rows <- base$rows[ok]
  g <- base$group[ok]
  o <- if (is.null(offset)) rep(0, length(rows)) else offset[rows]
  ok <- if (is.null(offset)) 0 else offset[k]
  n_groups <- length(unique(g))
  zero <- if (groups > 1) setdiff(unique(g)[tapply(y[rows], factor(g, unique(g)), sum) == 0], groups) else NULL
  used <- !(g %in% zero)
  df_of <- function(p) length(rows) - p - length(zero)
  # The trend is measured from the newest used row, which changes nothing but rounding.
  model <- function(with_trend) {
    x <- matrix(1, sum(used), 1)
    if (with_trend) x <- cbind(x, time[rows[used]] - time[k])
    if (groups > 1) for (level in setdiff(sort(unique(g[used])), groups)) x <- cbind(x, g[used] == level)
    xk <- c(1, if (with_trend) 0, rep(0, ncol(x) - 1 - with_trend))
    m <- fit(y[rows[used]], x, o[used])
    df <- df_of(ncol(x))
    raw <- pearson2(m) / df
    d <- raw
    phi <- max(1, raw)
    om <- rep(1, sum(used))
    if (reweight) {
      s <- anscombe(m$y, m$fitted.values) / sqrt(phi * (1 - hat_of(m, x)))
      high <- s > limit
      all_n <- length(rows)
      gamma <- all_n / (sum(ifelse(high, s^-2, 1)) + sum(!used))
      om <- ifelse(high, gamma * s^-2, gamma)
      m <- fit(y[rows[used]], x, o[used], om)
      raw <- pearson2(m, om) / df
      phi <- max(1, raw)
      d <- (sum(om * ((m$y - m$fitted.values) / m$fitted.values)^2) + gamma * sum(!used)) / df
    }
    weight <- om * m$fitted.values
    scale <- if (form == "package") d else phi
    v <- solve(t(x) %*% (weight * x))
    tv <- if (old) raw else scale
    p <- if (with_trend) { t <- m$coefficients[[2]] / sqrt(tv * v[2, 2]); if (normal) 2 * pnorm(-abs(t)) else 2 * pt(-abs(t), df) } else NA
    list(eta = sum(xk * m$coefficients) + ok, se = sqrt(scale * v[1, 1]), phi = phi, p = p,
      b = if (with_trend) m$coefficients[[2]] else NA)
  }
  f <- if (trend) model(TRUE) else model(FALSE)
  keep <- trend && b >= 3 && f$p < trend_alpha && exp(f$eta) <= max(y[rows])
  if (trend && trend_alpha == 1) keep <- b >= 3 && exp(f$eta) <= max(y[rows])
  tp <- f$p
  if (trend && !keep) f <- model(FALSE)
  mu <- exp(f$eta)
  z <- qnorm(1 - if (old) alpha / 2 else alpha)
  tau <- f$phi + mu * f$se^2
  if (threshold == "delta") {
    u <- if (power == 2/3) (mu^(2/3) + z * sqrt(4/9 * mu^(1/3) * tau))^(3/2)
      else if (power == 1/2) (sqrt(mu) + z * sqrt(tau / 4))^2 else mu + z * sqrt(mu * tau)
    to <- if (power == 0) 1 else power
    se <- switch(as.character(round(to, 1)), "0.7" = sqrt(4/9 * mu^(1/3) * tau), "0.5" = sqrt(tau / 4), sqrt(mu * tau))
    p <- pnorm(y[k]^to, mu^to, se, lower.tail = FALSE)
  } else {
    mean <- if (threshold == "muan") exp(f$eta + z * f$se) else mu
    u <- count_quantile(1 - alpha, mean, f$phi * mean)
    p <- count_above(y[k] - 1, mean, f$phi * mean)
  }
  enough <- sum(y[(k - periods + 1):k]) >= cases
  score <- (y[k] - (if (form == "package" && threshold != "delta") f$eta else mu)) / (u - (if (form == "package" && threshold != "delta") f$eta else mu))
  out <- list(expected = mu, phi = f$phi, se_link = f$se, upper = if (enough) u else if (old) 0 else NA)
  c(out, list(p = p, score = score, trend = keep, trend_coefficient = if (keep) f$b else NA, baseline_rows = length(rows),
    alarm = enough && score > 1 && y[k] > 0), if (trend) list(trend_p = tp))
}

expect_farrington <- function(name, y, rows, options, ...) {
  call <- call_of("farrington", name, options, "glm by R, 6.9.2 after Farrington et al. 1996 and Noufaily et al. 2013")
  for (k in c(head(rows, 1), tail(rows, 1))) expect_row(call, k, farrington_row(y, k, ...), 1e-7)
}
weekly <- "--cycle 52 --b 4"
for (form in c("repaired", "package")) {
  for (threshold in c("delta", "nb-plugin", "muan")) {
    expect_farrington("agona", agona, c(230, 260, 299, 312), paste("--definition", form, weekly, "--threshold", threshold),
      cycle = 52, b = 4, form = form, threshold = threshold)
    expect_farrington("agona", agona, c(240, 270, 312), paste("--definition", form, weekly, "--groups 10 --exclude 26 --threshold", threshold),
      cycle = 52, b = 4, form = form, threshold = threshold, groups = 10, exclude = 26)
  }
  expect_farrington("agona", agona, c(240, 312), paste("--definition", form, weekly, "--groups 5 --exclude 10 --reweight no --alpha 0.01"),
    cycle = 52, b = 4, form = form, groups = 5, exclude = 10, reweight = FALSE, alpha = .01)
  expect_farrington("warn_growth", growth, c(70, 80, 96), paste("--definition", form, "--w 1 --b 3"), b = 3, w = 1, form = form)
  expect_farrington("warn_growth", growth, c(70, 96), paste("--definition", form, "--w 2 --b 4 --groups 4 --population-offset yes"),
    b = 4, w = 2, groups = 4, form = form, offset = log(round(1000 * exp(.005 * t))))
  expect_farrington("warn_few", few, c(66, 80, 96), paste("--definition", form, "--w 1 --b 5 --trend no --min-cases 3 --min-periods 2"),
    b = 5, w = 1, form = form, trend = FALSE, cases = 3, periods = 2)
  expect_farrington("warn_burst", burst, c(80, 96), paste("--definition", form, "--b 4 --w 2 --groups 3 --trend-alpha 1"),
    b = 4, w = 2, groups = 3, form = form, trend_alpha = 1)
  expect_farrington("warn_growth", growth, c(90, 96), paste("--definition", form, "--w 2 --power 1/2 --trend-test normal"),
    w = 2, form = form, power = 1/2, normal = TRUE)
  expect_farrington("warn_growth", growth, c(90, 96), paste("--definition", form, "--w 2 --power none --weight-threshold 1.5"),
    w = 2, form = form, power = 0, limit = 1.5)
}
expect_farrington("agona", agona, c(230, 260, 299, 312), paste("--definition 1996", weekly), cycle = 52, b = 4, form = "1996")
expect_farrington("vans_dated", vans, c(70, 120, 171, 192), "--definition 1996 --b 5 --w 1 --alpha 0.01", b = 5, w = 1, form = "1996", alpha = .01)

expect_farrington("vans_dated", vans, c(45, 56), "--definition 1996 --b 5 --w 1 --from 45", b = 5, w = 1, form = "1996")

# Groups without an event, rows that are missing, and time by dates.
summer <- round(20 * pmax(0, sin(2 * pi * t / 12)))
summer[c(40, 62)] <- NA
data_set("warn_summer", count = summer)
for (form in c("repaired", "package")) {
  expect_farrington("warn_summer", summer, c(75, 76, 86, 87), paste("--definition", form, "--b 4 --w 1 --groups 6"),
    b = 4, w = 1, groups = 6, form = form)
  days <- as.numeric(as.Date(paste0(months(192), "-01")))
  expect_farrington("vans_dated", vans, c(100, 171), paste("--definition", form, "--w 2 --groups 3 --time date"),
    w = 2, groups = 3, form = form, time = (days - days[1]) / 31)
}
call <- call_of("farrington", "warn_summer", "--b 4 --w 1 --groups 6")
expect(call, "rows.69.refused", "no-events", source = "6.9.2: all of group p is 0")

# The package itself, with the precision of its own iterations.
sts_of <- function(y, freq) sts(observed = matrix(y), frequency = freq, start = c(2000, 1))
control <- list(range = 280:312, b = 4, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, pThresholdTrend = .05,
  trend = TRUE, reweight = TRUE, weightsThreshold = 2.58, alpha = .05, limit54 = c(5, 4))
for (threshold in c("delta", "nbPlugin", "muan")) {
  p <- farringtonFlexible(sts_of(agona, 52), c(control, thresholdMethod = threshold, glmWarnings = FALSE))
  call <- call_of("farrington", "agona", paste("--definition package", weekly, "--groups 10 --exclude 26 --from 280 --threshold",
    c(delta = "delta", nbPlugin = "nb-plugin", muan = "muan")[[threshold]]), "surveillance 1.20.3 farringtonFlexible")
  for (i in c(1, 10, 33)) {
    expect(call, paste0("rows.", 279 + i, ".upper"), p@upperbound[i, 1], 1e-4)
    expect(call, paste0("rows.", 279 + i, ".alarm"), p@alarm[i, 1])
    # The package leaves the expectation out where there are too few cases.
    if (!is.na(p@upperbound[i, 1])) {
      expect(call, paste0("rows.", 279 + i, ".expected"), p@control$expected[i, 1], 1e-4)
    }
    expect(call, paste0("rows.", 279 + i, ".p"), p@control$pvalue[i, 1], 1e-3)
    expect(call, paste0("rows.", 279 + i, ".score"), p@control$score[i, 1], 1e-3)
  }
}
d <- create.disProg(week = 1:312, observed = agona, state = rep(0, 312), freq = 52, start = c(2000, 1))
a <- algo.farrington(d, list(range = 280:312, b = 4, w = 3, alpha = .05, reweight = TRUE, trend = TRUE))
call <- call_of("farrington", "agona", paste("--definition 1996", weekly, "--from 280"), "surveillance 1.20.3 algo.farrington")
for (i in c(1, 5, 10, 20, 33)) {
  expect(call, paste0("rows.", 279 + i, ".upper"), a$upperbound[i], 1e-3)
  expect(call, paste0("rows.", 279 + i, ".alarm"), a$alarm[i] == 1)
}
refused(call_of("farrington", "warn_few", "--rows 1:40"), "short-history")

# --- 6.9.4 ------------------------------------------------------------------------

ears_row <- function(y, k, method, B = 7, floor = 0, alpha = if (method == "C3") .025 else .001, form = "sum") {
  z <- qnorm(1 - alpha)
  at <- function(t) if (method == "C1") (t - B):(t - 1) else (t - B - 2):(t - 3)
  m <- function(t) mean(y[at(t)])
  s <- function(t) max(sd(y[at(t)]), floor)
  c2 <- function(t) (y[t] - m(t)) / s(t)
  if (method != "C3") {
    u <- m(k) + z * s(k)
    return(list(mean = m(k), sd = s(k), statistic = c2(k), upper = u, alarm = y[k] > u))
  }
  a <- max(0, c2(k - 1) - 1) + max(0, c2(k - 2) - 1)
  c3 <- max(0, c2(k) - 1) + a
  if (form == "sum") list(mean = m(k), sd = s(k), statistic = c3, upper = if (a > z) NA else m(k) + s(k) * (1 + z - a), alarm = c3 > z)
  else { u <- max(0, y[k] + s(k) * (z - a)); list(mean = m(k), sd = s(k), upper = u, alarm = y[k] > u) }
}
for (method in c("C1", "C2", "C3")) for (form in c("sum", "surveillance")) {
  first <- c(C1 = 8, C2 = 10, C3 = 12)[[method]]
  call <- call_of("ears", "warn_growth", paste("--method", method, "--definition", form), "Hutwagner et al. 2003 by R")
  for (k in c(first, 20, 40, 77, 96)) expect_row(call, k, ears_row(growth, k, method, form = form))
  expect(call, paste0("rows.", first - 1, ".upper"), NA)
  expect(call, paste0("rows.", first - 1, ".alarm"), NA)
  call <- call_of("ears", "vans_dated", paste("--method", method, "--definition", form, "--baseline 14 --alpha 0.05 --min-sigma 4"), "Hutwagner et al. 2003 by R")
  for (k in c(30, 77, 150)) expect_row(call, k, ears_row(vans, k, method, 14, 4, .05, form))
  p <- earsC(sts_of(growth, 12), list(method = method, range = 20:96))
  call <- call_of("ears", "warn_growth", paste("--definition surveillance --method", method), "surveillance 1.20.3 earsC")
  for (k in c(20, 33, 50, 96)) {
    expect(call, paste0("rows.", k, ".upper"), p@upperbound[k - 19, 1])
    expect(call, paste0("rows.", k, ".alarm"), p@alarm[k - 19, 1])
  }
}
