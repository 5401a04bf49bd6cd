# Control charts, EWMA, CUSUM, GLR and run lengths.

suppressMessages({library(spc); library(surveillance)})

# --- XmR ------------------------------------------------------------------------

# One segment after the other, as 6.6.2 says it.
xmr <- function(y, definition, baseline = NULL, rebase = NULL, trend = 7, shift = 7, clip = TRUE) {
  n <- length(y)
  segment <- 1 + rowSums(outer(seq_len(n), if (is.null(rebase)) Inf else rebase, ">="))
  out <- data.frame(segment = segment, mean = NA, lower = NA, upper = NA, near_lower = NA, near_upper = NA, signal = "none")
  old <- definition == "plotthedots"
  for (g in unique(segment)) {
    at <- which(segment == g)
    b <- if (is.null(baseline)) at else head(at, baseline)
    mr <- abs(diff(y[b]))
    amr <- mean(mr, na.rm = TRUE)
    if (old) amr <- mean(mr[mr < 3.267 * amr], na.rm = TRUE)
    m <- mean(y[b], na.rm = TRUE)
    l <- m + c(-1, 1, -2/3, 2/3) * 2.66 * amr
    if (clip) l <- pmax(l, 0)
    out[at, 2:6] <- rep(c(m, l), each = length(at))
    v <- y[at]
    k <- length(v)
    outside <- v > l[2] | v < l[1]
    run <- function(length, holds) {
      hit <- rep(FALSE, k)
      for (i in seq_len(max(0, k - length + 1))) if (isTRUE(holds(v[i + seq_len(length) - 1]))) hit[i + seq_len(length) - 1] <- TRUE
      hit
    }
    t <- run(trend, function(w) all(diff(w) > 0) || all(diff(w) < 0))
    s <- run(shift, function(w) all(w > m) || all(w < m))
    two <- rep(FALSE, k)
    for (i in seq_len(max(0, k - 2))) for (side in c(-1, 1)) {
      w <- v[i:(i + 2)]
      q <- side * (w - l[if (side > 0) 4 else 3]) > 0
      if (old) q <- q & !(w > l[2] | w < l[1])
      if (isTRUE(all(side * (w - m) > 0)) && sum(q) >= 2) two[(i:(i + 2))[q]] <- TRUE
    }
    for (i in seq_len(k)) {
      if (is.na(v[i])) next
      side <- if (v[i] > m) "high" else "low"
      step <- if (i < k && t[i + 1]) v[i + 1] - v[i] else if (i > 1) v[i] - v[i - 1] else 0
      out$signal[at[i]] <- if (outside[i]) paste0("outside_", if (v[i] > l[2]) "high" else "low")
        else if (t[i]) if (step > 0) "trend_up" else "trend_down"
        else if (two[i]) paste0("two_of_three_", side) else if (s[i]) paste0("shift_", side) else "none"
    }
  }
  out
}
set.seed(11)
xs <- list(xmr_trends = c(30, 32, 35, 31, 28, 40, 33, 29, 36, 38, 41, 44, 47, 50, 52, 30, 31, 29, 60, 25, 24, 23, 22, 21, 20),
  xmr_step = c(rpois(15, 40), rpois(15, 55)), xmr_spike = c(rpois(12, 30), 120, rpois(12, 30)), xmr_calm = rpois(40, 50))
options <- list(list("", list()), list("--baseline 12", list(baseline = 12)), list("--rebase 14", list(rebase = 14)),
  list("--trend-points 6 --shift-points 6", list(trend = 6, shift = 6)))
for (name in names(xs)) {
  y <- xs[[name]]
  data_set(name, value = y)
  for (d in c("mdc", "plotthedots")) for (o in options) {
    call <- call_of("xmr", name, paste("--force --definition", d, o[[1]]), "NHS England 2023, NHSRplotthedots' rules, by R")
    w <- do.call(xmr, c(list(y, d), o[[2]]))
    for (i in unique(c(1, head(which(w$signal != "none"), 2), length(y)))) expect_row(call, i, as.list(w[i, ]))
    expect(call, "result.signals.length", sum(w$signal != "none"))
  }
}
y <- xs$xmr_calm
y[7] <- NA
data_set("xmr_missing", value = y)
w <- xmr(y, "mdc")
call <- call_of("xmr", "xmr_missing", "", "6.6.2: no moving range across a missing point")
expect_row(call, 1, as.list(w[1, ]))
expect(call, "rows.7.value", NA)
expect(call, "n", 39)
call <- call_of("xmr", "xmr_trends", "--improvement down --target 45 --force", "6.6.2")
expect(call, "rows.19.class", "concern")
expect(call, "result.variation", "improvement")
expect(call, "result.assurance", "inconsistent")

# --- runs ------------------------------------------------------------------------

for (name in names(xs)) {
  y <- xs[[name]]
  s <- sign(y - median(y))
  r <- rle(s[s != 0])$lengths
  n <- sum(s != 0)
  call <- call_of("runs", name, "--force", "Anhoej & Olesen 2014 by R")
  expect_result(call, list(median = median(y), n = length(y), n_useful = n, ties = sum(s == 0), longest_run = max(r), longest_run_max = round(log2(n)) + 3,
    crossings = length(r) - 1, crossings_min = qbinom(.05, n - 1, .5), long_run = max(r) > round(log2(n)) + 3,
    few_crossings = length(r) - 1 < qbinom(.05, n - 1, .5)))
}

# --- Shewhart ----------------------------------------------------------------------

d2 <- 2 / sqrt(pi)
D4 <- 3.2665319192886013
expect_chart <- function(call, centre, lower, upper, rows = c(1, 2, 17, 30)) {
  long <- function(x) rep_len(x, 30)
  for (i in rows) expect_row(call, i, list(centre = long(centre)[i], lower = long(lower)[i], upper = long(upper)[i]))
}
montgomery <- "Montgomery 2009, qicharts2's formulas, by R"
set.seed(23)
x <- rpois(30, 12)
n <- round(runif(30, 80, 120))
part <- rbinom(30, n, .1)
more <- rnbinom(30, mu = .12 * n, size = 3)
data_set("chart_c", count = x)
data_set("chart_u", count = more, exposure = n)
data_set("chart_p", numerator = part, denominator = n)
m <- mean(x)
expect_chart(call_of("control", "chart_c", "--chart c --limits sigma", montgomery), m, max(0, m - 3 * sqrt(m)), m + 3 * sqrt(m))
call <- call_of("control", "chart_c", "--chart c --distribution poisson", "qpois")
expect_chart(call, m, qpois(.00135, m), qpois(.99865, m))
expect_row(call, 1, list(lower2 = qpois(.025, m), upper2 = qpois(.975, m)))
b <- mean(x[1:20])
expect_chart(call_of("control", "chart_c", "--chart c --probability 0.01 --distribution poisson --baseline 20", "qpois"), b, qpois(.01, b), qpois(.99, b))
call <- call_of("control", "chart_c", "--chart c --limits sigma --part 16 --exclude 3,20", montgomery)
m1 <- mean(x[setdiff(1:15, 3)])
m2 <- mean(x[setdiff(16:30, 20)])
expect_row(call, 1, list(centre = m1, upper = m1 + 3 * sqrt(m1), included = TRUE))
expect_row(call, 30, list(centre = m2, upper = m2 + 3 * sqrt(m2), segment = 2))
expect_row(call, 3, list(included = FALSE))
expect_row(call_of("control", "chart_c", "--chart c --limits sigma --centre 9 --sigma 2", montgomery), 1, list(upper = 15, lower = 3))
u <- sum(more) / sum(n)
mi <- u * n
phi <- sum((more - mi)^2 / mi) / 29
call <- call_of("control", "chart_u", "--chart u --per 100 --distribution nb", "qnbinom")
expect(call, "result.segments.1.phi", phi)
expect_chart(call, 100 * u, 100 * qnbinom(.00135, mu = mi, size = mi / (phi - 1)) / n, 100 * qnbinom(.99865, mu = mi, size = mi / (phi - 1)) / n)
expect_row(call, 3, list(upper_count = qnbinom(.99865, mu = mi[3], size = mi[3] / (phi - 1))))
expect_chart(call_of("control", "chart_u", "--chart u", "qpois"), u, qpois(.00135, mi) / n, qpois(.99865, mi) / n)
expect_chart(call_of("control", "chart_u", "--chart u --limits sigma --per 1000", montgomery), 1000 * u, 1000 * pmax(0, u - 3 * sqrt(u / n)), 1000 * (u + 3 * sqrt(u / n)))
p <- sum(part) / sum(n)
s <- sqrt(p * (1 - p) / n)
expect_chart(call_of("control", "chart_p", "--chart p --limits sigma", montgomery), p, pmax(0, p - 3 * s), pmin(1, p + 3 * s))
expect_chart(call_of("control", "chart_p", "--chart p", "qbinom"), p, qbinom(.00135, n, p) / n, qbinom(.99865, n, p) / n)
laney <- function(y, s, centre, d2, D4, screen) {
  mr <- abs(diff((y - centre) / s))
  a <- mean(mr)
  (if (screen) mean(mr[mr < D4 * a]) else a) / d2
}
for (d in c("samsyn", "qicharts2")) for (screen in c("yes", "no")) {
  rounded <- d == "qicharts2"
  z <- laney(more / n, sqrt(u / n), u, if (rounded) 1.128 else d2, if (rounded) 3.267 else D4, screen == "yes")
  call <- call_of("control", "chart_u", paste("--chart up --definition", d, "--screen", screen), "Laney 2002 by R")
  expect(call, "result.segments.1.sigma_z", z)
  expect_chart(call, u, pmax(0, u - 3 * sqrt(u / n) * z), u + 3 * sqrt(u / n) * z)
  z <- laney(part / n, s, p, if (rounded) 1.128 else d2, if (rounded) 3.267 else D4, screen == "yes")
  expect_chart(call_of("control", "chart_p", paste("--chart pp --definition", d, "--screen", screen), "Laney 2002 by R"), p, pmax(0, p - 3 * s * z), pmin(1, p + 3 * s * z))
}
y <- part / n
data_set("chart_ip", value = y, denominator = n)
si <- sqrt(pi / 2) * abs(diff(y)) / sqrt(1 / n[-30] + 1 / n[-1])
si <- mean(si[si < 3.2665 * mean(si)])
expect_chart(call_of("control", "chart_ip", "--chart ip", "Taylor 2017 by R"), p, pmax(0, p - 3 * si / sqrt(n)), p + 3 * si / sqrt(n))
v <- xs$xmr_step
mr <- abs(diff(v))
a <- mean(mr)
screened <- mean(mr[mr < D4 * a])
expect_chart(call_of("control", "xmr_step", "--chart i", montgomery), mean(v), max(0, mean(v) - 3 * screened / d2), mean(v) + 3 * screened / d2)
expect_chart(call_of("control", "xmr_step", "--chart i --screen no --constants rounded", montgomery), mean(v), max(0, mean(v) - 3 * a / 1.128), mean(v) + 3 * a / 1.128)
call <- call_of("control", "xmr_step", "--chart mr", montgomery)
expect_row(call, 2, list(value = mr[1], centre = a, lower = 0, upper = D4 * a, upper2 = 2/3 * D4 * a))
expect_row(call, 1, list(value = NA, signal = NA))
gap <- rgeom(30, .1)
data_set("chart_g", interval = gap)
m <- mean(gap)
expect_chart(call_of("control", "chart_g", "--chart g", "Benneyan 2001 by R"), median(gap), max(0, m - 3 * sqrt(m * (m + 1))), m + 3 * sqrt(m * (m + 1)))
expect_chart(call_of("control", "chart_g", "--chart g --limits exact", "qgeom"), median(gap), qgeom(.00135, 1 / (m + 1)), qgeom(.99865, 1 / (m + 1)))
expect_row(call_of("control", "chart_g", "--chart g --centre 10", "6.6.4"), 1, list(centre = 6.93, upper = 10 + 3 * sqrt(110)))
days <- round(rexp(30, .1) + .1, 2)
data_set("chart_t", interval = days)
z <- days^(1 / 3.6)
mr <- abs(diff(z))
a <- mean(mr[mr < D4 * mean(mr)])
expect_chart(call_of("control", "chart_t", "--chart t", "Nelson 1994 by R"), mean(z)^3.6, max(0, mean(z) - 3 * a / d2)^3.6, (mean(z) + 3 * a / d2)^3.6)
expect_chart(call_of("control", "chart_t", "--chart t --limits exact", "6.6.4"), mean(days) * log(2), -mean(days) * log(.99865), -mean(days) * log(.00135))

# --- EWMA, CUSUM, GLR ------------------------------------------------------------------

y <- xs$xmr_step
mr <- mean(abs(diff(y)))
for (o in list(list("", mr / d2, mean(y), .2, 2.7), list("--sigma-from poisson --lambda 0.3 --l 3", sqrt(mean(y)), mean(y), .3, 3),
    list("--sigma-from sd --baseline 15", sd(y[1:15]), mean(y[1:15]), .2, 2.7), list("--sigma 5 --centre 40", 5, 40, .2, 2.7),
    list("--constants rounded", mr / 1.128, mean(y), .2, 2.7))) {
  call <- call_of("ewma", "xmr_step", o[[1]], "Roberts 1959 by R, as qcc::ewma")
  expect_result(call, list(centre = o[[3]], sigma = o[[2]]))
  z <- o[[3]]
  l <- o[[4]]
  for (i in seq_along(y)) {
    z <- l * y[i] + (1 - l) * z
    w <- o[[5]] * o[[2]] * sqrt(l / (2 - l) * (1 - (1 - l)^(2 * i)))
    if (i %in% c(1, 2, 16, 30)) expect_row(call, i, list(ewma = z, lower = max(0, o[[3]] - w), upper = o[[3]] + w, signal = abs(z - o[[3]]) > w))
  }
}
for (o in list(list("", .5, 4, FALSE), list("--k 0.75 --h 3 --reset yes", .75, 3, TRUE))) {
  call <- call_of("cusum", "xmr_step", o[[1]], "Page 1954 by R, as qcc::cusum")
  high <- low <- 0
  for (i in seq_along(y)) {
    u <- (y[i] - mean(y)) / (mr / d2)
    high <- max(0, high + u - o[[2]])
    low <- max(0, low - u - o[[2]])
    if (i %% 4 == 0) expect_row(call, i, list(standardised = u, high = high, low = low, signal_high = high > o[[3]], signal_low = low > o[[3]]))
    if (o[[4]]) { if (high > o[[3]]) high <- 0; if (low > o[[3]]) low <- 0 }
  }
}
data_set("cusum_counts", count = y)
m <- mean(y[1:15])
to <- list(standard = function(x) (x - m) / sqrt(m), rossi = function(x) (x - 3 * m + 2 * sqrt(x * m)) / (2 * sqrt(m)),
  anscombe = function(x) 1.5 * (x^(2/3) - m^(2/3)) / m^(1/6), none = function(x) x)
for (t in names(to)) {
  a <- suppressWarnings(algo.cusum(create.disProg(week = 1:30, observed = y, state = rep(0, 30)), list(range = 16:30, k = 1.04, h = 2.26, m = NULL, trans = t, alpha = NULL)))
  call <- call_of("cusum", "cusum_counts", paste("--definition surveillance --from 16 --transform", t), "surveillance 1.20.3 algo.cusum; Rossi et al. 1999")
  C <- 0
  for (i in 16:30) {
    C <- max(0, C + to[[t]](y[i]) - 1.04)
    if (i %% 3 == 0) { expect_row(call, i, list(high = C)); expect(call, paste0("rows.", i, ".signal_high"), a$alarm[i - 15] == 1) }
  }
}
set.seed(4)
x <- c(rpois(20, 5), rpois(10, 8))
data_set("cusum_poisson", count = x, exposure = rep(c(1, 2), 15))
data_set("glr_poisson", count = x)
k <- (7.5 - 5) / log(1.5)
for (e in c(FALSE, TRUE)) {
  call <- call_of("poisson-cusum", if (e) "cusum_poisson" else "glr_poisson", "--mu0 5 --h 6", "Lucas 1985 by R")
  expect_result(call, list(mu0 = 5, mu1 = 7.5, k = k, h = 6))
  S <- 0
  for (i in 1:30) {
    S <- max(0, S + x[i] - k * (if (e) 1 + (i %% 2 == 0) else 1))
    if (i %% 5 == 0) expect_row(call, i, list(s = S, signal = S > 6))
  }
}
glr <- function(x, mu, threshold) {
  G <- numeric(length(x)); alarms <- c(); start <- 1
  for (n in seq_along(x)) {
    for (k in start:n) {
      S <- sum(x[k:n]); M <- sum(mu[k:n]); kappa <- max(0, log(S / M))
      G[n] <- max(G[n], kappa * S - (exp(kappa) - 1) * M)
    }
    if (G[n] >= threshold) { alarms <- c(alarms, n); start <- n + 1 }
  }
  list(G = G, alarms = alarms)
}
for (c in c(5, 2)) {
  w <- glr(x, rep(5, 30), c)
  call <- call_of("poisson-glr", "glr_poisson", paste("--mu0 5 --threshold", c), "Hoehle & Paul 2008 by R, as algo.glrpois")
  for (i in c(1, 10, 22, 25, 30)) expect_row(call, i, list(glr = w$G[i], alarm = i %in% w$alarms))
  expect(call, "result.alarms.length", length(w$alarms))
}

# --- average run lengths -----------------------------------------------------------------

arl <- function(options, wanted, tolerance = 1e-7, source = "spc 0.6") expect(call_of("arl", "", options, source), "result.arl", wanted, tolerance)
for (mu in c(0, .5, 1, 2)) {
  arl(paste("--chart ewma --lambda 0.2 --l 2.7 --mu", mu), xewma.arl(.2, 2.7, mu, sided = "two", limits = "fix", r = 60))
  arl(paste("--chart ewma --lambda 0.1 --l 2.814 --mu", mu), xewma.arl(.1, 2.814, mu, sided = "two", limits = "fix", r = 60))
  arl(paste("--chart cusum --sides one --mu", mu), xcusum.arl(.5, 4, mu, sided = "one", r = 60))
  arl(paste("--chart cusum --sides two --k 0.5 --h 5 --mu", mu), xcusum.arl(.5, 5, mu, sided = "two", method = "igl", r = 60))
  arl(paste("--chart shewhart --mu", mu), 1 / (pnorm(-3 - mu) + pnorm(-3 + mu)), source = "pnorm")
}
chain <- function(a, b, h, mu) {
  N <- floor(h * b + 1e-9)
  Q <- outer(0:N, 0:N, Vectorize(function(i, j) {
    if (j == 0) return(ppois(floor((a - i) / b + 1e-12), mu))
    x <- (j - i + a) / b
    if (x >= 0 && abs(x - round(x)) < 1e-9) dpois(round(x), mu) else 0
  }))
  solve(diag(N + 1) - Q, rep(1, N + 1))[1]
}
arl("--chart poisson-cusum --k 6 --h 10 --mu 5", chain(6, 1, 10, 5), source = "Brook & Evans 1972 by R")
arl("--chart poisson-cusum --k 2.5 --h 4.5 --mu 2", chain(5, 2, 4.5, 2), source = "Brook & Evans 1972 by R")
arl("--chart poisson-cusum --k 6 --h 10 --mu 8", chain(6, 1, 10, 8), source = "Brook & Evans 1972 by R")
arl("--chart c --mu0 8 --mu 12", 1 / (ppois(16, 12, lower.tail = FALSE)), source = "ppois beyond 8 + 3 sqrt(8)")
arl("--chart c --mu0 16 --mu 12 --l 2", 1 / (ppois(24, 12, lower.tail = FALSE) + ppois(7, 12)), source = "ppois beyond 16 +- 2 sqrt(16)")
refused(call_of("control", "constant", "--chart i"), "no-variation")
refused(call_of("xmr", "zeros", "--force"), "no-variation")
