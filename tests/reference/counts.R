# Counts, rates, shares: limits, standardisation, comparison, detectability.

# --- one count --------------------------------------------------------------------

root <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-15 * max(1, abs(high)), maxiter = 10000)$root
garwood <- function(x, a) c(if (x == 0) 0 else qgamma(a / 2, x), qgamma(1 - a / 2, x + 1))
midp <- function(x, a) {
  g <- garwood(x, a)
  c(if (x == 0) 0 else root(function(l) dpois(x, l) / 2 + ppois(x, l, lower.tail = FALSE) - a / 2, g[1] * .999, x + .1),
    if (x == 0) -log(a) else root(function(l) dpois(x, l) / 2 + ppois(x - 1, l) - a / 2, x, g[2] * 1.001))
}
byar_low <- function(x, z) if (x == 0) 0 else max(0, x * (1 - 1 / (9 * x) - z / (3 * sqrt(x)))^3)
byar_high <- function(x, z) (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)))^3
limits <- function(d, x, a) {
  z <- qnorm(1 - a / 2)
  switch(d, garwood = garwood(x, a), midp = midp(x, a),
    byar = if (x < 10) garwood(x, a) else c(byar_low(x, z), byar_high(x, z)),
    "byar-all" = c(byar_low(x, z), byar_high(x, z)),
    "byar-epitools" = pmax(0, (x + .5) * (1 - 1 / (9 * (x + .5)) + c(-1, 1) * z / (3 * sqrt(x + .5)))^3))
}
x <- c(0, 1, 2, 7, 9, 10, 35, 400)
n <- c(5, 10, 3.5, 1234, 2, 77, 1000, 1e5)
data_set("counts", count = x, exposure = n, reference_rate = c(.1, .25, .9, .004, 7, .1, .02, .005))
for (d in c("garwood", "midp", "byar", "byar-all", "byar-epitools")) for (c in c(.95, .998)) {
  call <- call_of("rate", "counts", paste("--per 1000 --definition", d, "--confidence", c), "qgamma, uniroot, Byar's formula")
  for (i in seq_along(x)) {
    l <- limits(d, x[i], 1 - c)
    expect_row(call, i, list(rate = 1000 * x[i] / n[i], count_lower = l[1], count_upper = l[2],
      lower = 1000 * l[1] / n[i], upper = 1000 * l[2] / n[i]))
  }
}
call <- call_of("rate", "counts", "--phi 2.5", "6.1")
for (i in seq_along(x)) {
  g <- garwood(x[i], .05)
  expect_row(call, i, list(count_lower = max(0, x[i] + sqrt(2.5) * (g[1] - x[i])), count_upper = x[i] + sqrt(2.5) * (g[2] - x[i])))
}
call <- call_of("poisson-test", "counts", "", "ppois, poisson.test")
for (i in seq_along(x)) {
  l <- c(.1, .25, .9, .004, 7, .1, .02, .005)[i] * n[i]
  less <- ppois(x[i], l)
  greater <- ppois(x[i] - 1, l, lower.tail = FALSE)
  half <- dpois(x[i], l) / 2
  expect_row(call, i, list(expected = l, p_less = less, p_greater = greater, p_central = min(1, 2 * min(less, greater)),
    p_mid = min(1, 2 * min(less - half, greater - half)), p_minimum_likelihood = poisson.test(x[i], 1, l)$p.value))
}

x <- c(0, 1, 5, 10, 10, 37, 999)
n <- c(10, 10, 12, 10, 11, 1000, 1000)
data_set("shares", numerator = x, denominator = n)
for (d in c("wilson", "exact", "midp")) for (c in c(.95, .9)) {
  a <- 1 - c
  z <- qnorm(1 - a / 2)
  call <- call_of("proportion", "shares", paste("--per 100 --definition", d, "--confidence", c), "qbeta, uniroot, Wilson 1927")
  for (i in seq_along(x)) {
    cp <- c(if (x[i] == 0) 0 else qbeta(a / 2, x[i], n[i] - x[i] + 1), if (x[i] == n[i]) 1 else qbeta(1 - a / 2, x[i] + 1, n[i] - x[i]))
    l <- switch(d, exact = cp, wilson = (2 * x[i] + z^2 + c(-1, 1) * z * sqrt(z^2 + 4 * x[i] * (1 - x[i] / n[i]))) / (2 * (n[i] + z^2)),
      midp = c(
        if (x[i] == 0) 0 else root(function(p) dbinom(x[i], n[i], p) / 2 + pbinom(x[i], n[i], p, lower.tail = FALSE) - a / 2, cp[1], x[i] / n[i]),
        if (x[i] == n[i]) 1 else root(function(p) dbinom(x[i], n[i], p) / 2 + pbinom(x[i] - 1, n[i], p) - a / 2, x[i] / n[i], cp[2])))
    expect_row(call, i, list(proportion = 100 * x[i] / n[i], lower = 100 * l[1], upper = 100 * l[2]))
  }
}

# --- standardisation --------------------------------------------------------------

bands <- data.frame(age_band = c("a", "b", "c", "d"), count = c(3, 12, 25, 7), population = c(1200, 3400, 2900, 800),
  standard_population = c(16000, 28000, 36500, 19500))
few <- transform(bands, count = c(0, 2, 3, 1))
none <- transform(bands, count = 0)
do.call(data_set, c("bands", bands))
do.call(data_set, c("bands_few", few))
do.call(data_set, c("bands_none", none))
dsr <- function(d, how, a = .05) {
  O <- sum(d$count); w <- d$standard_population; W <- sum(w)
  D <- sum(w * d$count / d$population) / W
  V <- sum(w^2 * d$count / d$population^2) / W^2
  l <- if (how == "fay-feuer") {
    m <- max(w / (W * d$population))
    c(if (O == 0) 0 else qgamma(a / 2, D^2 / V, scale = V / D), if (O == 0) -m * log(a / 2) else qgamma(1 - a / 2, (D + m)^2 / (V + m^2), scale = (V + m^2) / (D + m)))
  } else {
    g <- limits(if (how == "byar") "byar" else "garwood", O, a)
    pmax(0, D + sqrt(V / O) * (g - O))
  }
  list(D = D, V = V, l = l, crude = O / sum(d$population))
}
for (case in list(list("bands", bands, "", "dobson"), list("bands", bands, "--definition fay-feuer", "fay-feuer"),
    list("bands", bands, "--definition fingertips", "byar"), list("bands", bands, "--definition dobson --limits byar", "byar"),
    list("bands", bands, "--confidence 0.998", "dobson", .002), list("bands_few", few, "", "fay-feuer"),
    list("bands_few", few, "--definition dobson --force", "dobson"), list("bands_none", none, "", "fay-feuer"))) {
  r <- dsr(case[[2]], case[[4]], if (length(case) > 4) case[[5]] else .05)
  call <- call_of("dsr", case[[1]], paste("--per 100000", case[[3]]), "Dobson et al. 1991, Fay & Feuer 1997 by R")
  expect_result(call, list(dsr = 1e5 * r$D, variance = r$V, lower = 1e5 * r$l[1], upper = 1e5 * r$l[2], crude_rate = 1e5 * r$crude,
    used = if (case[[4]] == "byar") "dobson" else case[[4]], repeat_events = FALSE))
}
refused(call_of("dsr", "bands_few", "--definition fingertips"), "too-few-events")
refused(call_of("dsr", "bands_few", "--definition dobson"), "too-few-events")
data_set("persons", age_band = c("a", "a", "b", "b", "c"), events_per_person = c(1, 2, 1, 3, 1), persons = c(5, 3, 8, 2, 4),
  population = c(1000, 1000, 2000, 2000, 500), standard_population = c(300, 300, 500, 500, 200))
w <- c(300, 300, 500, 500, 200)
V <- sum(c(1, 2, 1, 3, 1)^2 * w^2 * c(5, 3, 8, 2, 4) / c(1000, 1000, 2000, 2000, 500)^2) / 1000^2
D <- sum(c(300, 500, 200) * c(11, 14, 4) / c(1000, 2000, 500)) / 1000
call <- call_of("dsr", "persons", "--per 1000", "6.3, repeat events")
expect_result(call, list(total_count = 29, total_population = 3500, dsr = 1000 * D, variance = V, repeat_events = TRUE,
  lower = 1000 * (D + sqrt(V / 29) * (qgamma(.025, 29) - 29)), upper = 1000 * (D + sqrt(V / 29) * (qgamma(.975, 30) - 29))))

data_set("indirect", count = c(3, 12, 25), population = c(1200, 3400, 2900), reference_count = c(40, 90, 160), reference_population = c(20000, 30000, 25000))
E <- sum(c(1200, 3400, 2900) * c(40, 90, 160) / c(20000, 30000, 25000))
R <- 290 / 75000
for (d in c("garwood", "fingertips", "byar-all", "midp")) for (o in c(40, 6, 0)) {
  l <- limits(if (d == "fingertips") "byar" else d, o, .05)
  given <- if (o == 40) "" else paste("--observed", o)
  call <- call_of("isr", "indirect", paste("--definition", d, "--reference-value 100", given), "Breslow & Day 1987 by R")
  expect_result(call, list(observed = o, expected = E, ratio = o / E, reference_rate = R, value = 100 * o / E, lower = 100 * l[1] / E, upper = 100 * l[2] / E))
  call <- call_of("isr", "indirect", paste("--definition", d, "--as rate --per 1000", given), "Breslow & Day 1987 by R")
  expect_result(call, list(value = 1000 * R * o / E, lower = 1000 * R * l[1] / E, upper = 1000 * R * l[2] / E))
}

# --- two counts -------------------------------------------------------------------

pairs <- data.frame(count1 = c(9, 3, 0, 5, 12, 200), exposure1 = c(1, 2, 1, 1, 365, 10), count2 = c(10, 9, 4, 0, 20, 150), exposure2 = c(3, 2, 2, 1, 366, 9))
do.call(data_set, c("pairs", pairs))
compare <- function(x1, n1, x2, n2, a = .05) {
  m <- x1 + x2
  p0 <- n1 / (n1 + n2)
  to <- function(p) p / (1 - p) * n2 / n1
  above <- function(p) dbinom(x1, m, p) / 2 + pbinom(x1, m, p, lower.tail = FALSE)
  below <- function(p) dbinom(x1, m, p) / 2 + pbinom(x1 - 1, m, p)
  cp <- c(if (x1 == 0) 0 else qbeta(a / 2, x1, m - x1 + 1), if (x1 == m) 1 else qbeta(1 - a / 2, x1 + 1, m - x1))
  mid <- c(if (x1 == 0) 0 else root(function(p) above(p) - a / 2, cp[1], x1 / m), if (x1 == m) 1 else root(function(p) below(p) - a / 2, x1 / m, cp[2]))
  list(central = to(cp), mid = to(mid), median = if (x1 && x2) to(root(function(p) above(p) - .5, 1e-9, 1 - 1e-9)) else NULL,
    p_mid = min(1, 2 * min(above(p0), below(p0))), p_central = min(1, 2 * min(pbinom(x1, m, p0), pbinom(x1 - 1, m, p0, lower.tail = FALSE))),
    p_minimum_likelihood = poisson.test(c(x1, x2), c(n1, n2))$p.value)
}
e_test <- function(x1, n1, x2, n2, wald) {
  l <- (x1 + x2) / (n1 + n2)
  A <- 0:qpois(1 - 1e-15, n1 * l)
  B <- 0:qpois(1 - 1e-15, n2 * l)
  T <- function(a, b) ifelse(a + b == 0, 0, (a / n1 - b / n2) / sqrt(if (wald) a / n1^2 + b / n2^2 else (a + b) / (n1 + n2)))
  sum(outer(A, B, function(a, b) dpois(a, n1 * l) * dpois(b, n2 * l) * (abs(T(a, b)) >= abs(T(x1, x2)) * (1 - 1e-12))))
}
for (d in c("midp", "exact-central", "minimum-likelihood", "wald", "e-test", "e-test-wald", "sqrt")) {
  call <- call_of("rate-ratio", "pairs", paste("--definition", d), "pbinom, qbeta, uniroot, poisson.test; Gu et al. 2008")
  for (i in 1:6) {
    v <- as.numeric(pairs[i, ])
    r <- compare(v[1], v[2], v[3], v[4])
    if (d == "wald" && min(v[c(1, 3)]) == 0) { expect(call, paste0("rows.", i, ".refused"), "no-events"); next }
    if (d == "sqrt" && v[2] != v[4]) { expect(call, paste0("rows.", i, ".refused"), "domain"); next }
    expect_row(call, i, r[c("p_mid", "p_central", "p_minimum_likelihood")])
    if (!is.null(r$median)) expect_row(call, i, list(rr_median_unbiased = r$median))
    l <- switch(d, midp = r$mid, wald = v[1] / v[2] / (v[3] / v[4]) * exp(c(-1, 1) * qnorm(.975) * sqrt(1 / v[1] + 1 / v[3])),
      "exact-central" = , "minimum-likelihood" = r$central, c(NA, NA))
    z <- sqrt(2) * (sqrt(v[1]) - sqrt(v[3]))
    p <- switch(d, midp = r$p_mid, "exact-central" = r$p_central, "minimum-likelihood" = r$p_minimum_likelihood,
      wald = 2 * pnorm(-abs(log(v[1] / v[2] / (v[3] / v[4]))) / sqrt(1 / v[1] + 1 / v[3])),
      "e-test" = e_test(v[1], v[2], v[3], v[4], FALSE), "e-test-wald" = e_test(v[1], v[2], v[3], v[4], TRUE), sqrt = 2 * pnorm(-abs(z)))
    expect_row(call, i, list(lower = l[1], upper = l[2], p = p))
    if (v[2] == v[4]) expect_row(call, i, list(sqrt_z = z, wheeler_z = sqrt(2) * z))
  }
}

four <- data.frame(treated_before = c(30, 4, 12, 100), treated_after = c(20, 1, 3, 60), control_before = c(50, 8, 9, 90), control_after = c(55, 9, 14, 95))
do.call(data_set, c("four", four))
given <- data.frame(exposure_treated_before = 12, exposure_treated_after = 11, exposure_control_before = 24, exposure_control_after = 20)
do.call(data_set, c("four_exposed", cbind(four, given)))
conditional <- function(q, e, half, a = .05) {
  k <- max(0, q[2] + q[4] - q[3] - q[4]):min(q[1] + q[2], q[2] + q[4])
  w <- lchoose(q[1] + q[2], k) + lchoose(q[3] + q[4], q[2] + q[4] - k)
  chance <- function(l) { v <- exp(w + k * l - max(w + k * l)); v / sum(v) }
  above <- function(l) sum(chance(l)[k > q[2]]) + half * chance(l)[k == q[2]]
  below <- function(l) sum(chance(l)[k < q[2]]) + half * chance(l)[k == q[2]]
  s <- log(e[2] * e[3] / (e[1] * e[4]))
  c(exp(root(function(l) above(l) - a / 2, -30, 30) - s), exp(root(function(l) below(l) - a / 2, -30, 30) - s), min(1, 2 * min(above(s), below(s))))
}
for (set in c("four", "four_exposed")) for (d in c("auto", "log", "exact", "exact-central")) {
  e <- if (set == "four") rep(1, 4) else as.numeric(given)
  call <- call_of("ratio-of-ratios", set, paste("--definition", d), "Cornfield 1956 by R")
  for (i in 1:4) {
    q <- as.numeric(four[i, ])
    ror <- (q[2] / e[2]) / (q[1] / e[1]) / ((q[4] / e[4]) / (q[3] / e[3]))
    expect_row(call, i, list(ratio_treated = (q[2] / e[2]) / (q[1] / e[1]), ror = ror, log_ror = log(ror)))
    if (d == "log" || (d == "auto" && min(q) >= 5)) {
      se <- sqrt(sum(1 / q))
      expect_row(call, i, list(se = se, lower = ror * exp(-qnorm(.975) * se), upper = ror * exp(qnorm(.975) * se), z = log(ror) / se, p = 2 * pnorm(-abs(log(ror)) / se), used = "log"))
    } else {
      r <- conditional(q, e, if (d == "exact-central") 1 else .5)
      expect_row(call, i, list(se = NA, z = NA, lower = r[1], upper = r[2], p = r[3], used = if (d == "exact-central") d else "exact"))
    }
  }
}
call <- call_of("did", "four", "--definition log --phi 2", "6.4.6")
expect(call, "rows.1.se", sqrt(2 * sum(1 / as.numeric(four[1, ]))))

moved <- data.frame(displacement_treated_before = c(5, 1, 2, 10), displacement_treated_after = c(7, 2, 2, 9),
  displacement_control_before = c(6, 1, 1, 8), displacement_control_after = c(4, 1, 3, 12))
do.call(data_set, c("eight", cbind(four, moved)))
for (o in list(list("four", "", c(1, 1), c(1, 1, 1, 1), .95), list("eight", "--confidence 0.90", c(1, 1), c(1, 1, 1, 1), .9),
    list("eight", "--time-weights 2,3 --area-weights 1.5,1,2,0.5", c(2, 3), c(1.5, 1, 2, .5), .95))) {
  call <- call_of("wdd", o[[1]], o[[2]], "Wheeler & Ratcliffe 2018 by R, as ptools::wdd")
  w <- c(o[[3]] * o[[4]][2], o[[3]] * o[[4]][1], o[[3]] * o[[4]][4], o[[3]] * o[[4]][3])
  for (i in 1:4) {
    q <- c(as.numeric(four[i, ]), if (o[[1]] == "eight") as.numeric(moved[i, ]) else rep(0, 4))
    v <- q / w
    local <- v[2] - v[1] - (v[4] - v[3])
    away <- v[6] - v[5] - (v[8] - v[7])
    se <- sqrt(c(sum((q / w^2)[1:4]), sum((q / w^2)[5:8]), sum(q / w^2)))
    expect_row(call, i, list(local = local, local_se = se[1], displacement = away, displacement_se = se[2], total = local + away, total_se = se[3],
      z = (local + away) / se[3], p = 2 * pnorm(-abs(local + away) / se[3]), lower = local + away - qnorm((1 + o[[5]]) / 2) * se[3],
      upper = local + away + qnorm((1 + o[[5]]) / 2) * se[3]))
  }
}

# --- two windows of a series ----------------------------------------------------------

vans <- as.numeric(Seatbelts[, "VanKilled"])
kms <- as.numeric(Seatbelts[, "kms"])
month <- 0:191 %% 12
year <- 0:191 %/% 12
data_set("windows", period = sprintf("%d-%02d", 1969 + year, 1 + month), count = vans, exposure = kms)
data_set("windows_plain", count = vans)
precise <- glm.control(1e-15, 200)
phi_of <- function(m) list(phi = max(1, sum(residuals(m, "pearson")^2) / m$df.residual), df = m$df.residual)
spreads <- list(
  "year-month" = phi_of(glm(vans ~ factor(year) + factor(month) + offset(log(kms)), poisson, control = precise)),
  harmonic = phi_of(glm(vans ~ I(0:191) + sin(2 * pi * 1:192 / 12) + cos(2 * pi * 1:192 / 12) + offset(log(kms)), poisson, control = precise)),
  none = list(phi = 1, df = Inf), "1.7" = list(phi = 1.7, df = Inf))
for (how in names(spreads)) for (c in c(.95, .9)) {
  a <- 181:192
  b <- 157:168
  s <- spreads[[how]]
  call <- call_of("period-compare", "windows", paste("--window 1984-01:1984-12 --reference 1982-01:1982-12 --per 1000 --phi", how, "--confidence", c), "6.4.7, glm and pbinom by R")
  x <- c(sum(vans[a]), sum(vans[b]))
  n <- c(sum(kms[a]), sum(kms[b]))
  rr <- x[1] / n[1] / (x[2] / n[2])
  r <- compare(x[1], n[1], x[2], n[2], 1 - c)
  q <- qt((1 + c) / 2, s$df)
  se <- sqrt(s$phi * sum(1 / x))
  d <- 1000 * (x[1] / n[1] - x[2] / n[2])
  width <- 1000 * q * sqrt(s$phi * sum(x / n^2))
  expect_result(call, list(count1 = x[1], exposure1 = n[1], count2 = x[2], exposure2 = n[2], rr = rr, exact.lower = r$mid[1], exact.upper = r$mid[2],
    exact.p = r$p_mid, phi = s$phi, df = if (is.finite(s$df)) s$df else NA, widened.lower = rr * exp(-q * se), widened.upper = rr * exp(q * se),
    widened.p = 2 * pt(-abs(log(rr)) / se, s$df), difference.estimate = d, difference.lower = d - width, difference.upper = d + width,
    percent.estimate = 100 * (rr - 1), percent.lower = 100 * (rr * exp(-q * se) - 1), percent.upper = 100 * (rr * exp(q * se) - 1)))
}
call <- call_of("period-compare", "windows_plain", "--window 190:192 --reference 178:180 --phi none", "pbinom by R")
r <- compare(sum(vans[190:192]), 3, sum(vans[178:180]), 3)
expect_result(call, list(exact.lower = r$mid[1], exact.p = r$p_mid))
refused(call_of("period-compare", "windows_plain", "--window 190:192 --reference 170:180"), "unlike-windows")
refused(call_of("period-compare", "windows_plain", "--window 190:192 --reference 187:189"), "unlike-windows")
call <- call_of("period-compare", "windows_plain", "--window 192:192 --reference 180:180 --phi none", "6.4.7")
if (vans[180] < 10) expect(call, "result.percent.refused", "too-few-events")

# --- what could have been seen ---------------------------------------------------------

mid_p <- function(x1, n1, x2, n2) {
  p0 <- n1 / (n1 + n2)
  h <- dbinom(x1, x1 + x2, p0) / 2
  pmin(1, 2 * pmin(h + pbinom(x1 - 1, x1 + x2, p0), h + pbinom(x1, x1 + x2, p0, lower.tail = FALSE)))
}
power_exact <- function(rho, x, n1, n2, alpha) {
  i <- qpois(1e-13, x):qpois(1 - 1e-13, x)
  mean <- x * rho * n2 / n1
  top <- qpois(1 - 1e-13, max(mean, x * n2 / n1)) + 20
  k <- 0:top
  sum(dpois(i, x) * sapply(i, function(v) sum(dpois(k, mean)[ifelse(v + k > 0, mid_p(v, n1, k, n2), 1) < alpha])))
}
for (case in list(c(3, 1, 1), c(10, 1, 1), c(30, 1, 1), c(30, 2, 1), c(60, 12, 6), c(100, 1, 1))) {
  name <- paste0("detect_", paste(case, collapse = "_"))
  data_set(name, count = case[1], exposure = case[2], exposure2 = case[3])
  for (o in list(c(.8, .05), c(.9, .01))) {
    call <- call_of("detect", name, paste("--definition exact --power", o[1], "--alpha", o[2]), "detectable change by R: every count tried")
    f <- function(l) power_exact(exp(l), case[1], case[2], case[3], o[2]) - o[1]
    none <- power_exact(0, case[1], case[2], case[3], o[2])
    expect_row(call, 1, list(rise_to = exp(root(f, 0, 3.5)), power_fall_to_zero = none, used = "exact",
      fall_to = if (none < o[1]) NA else exp(root(f, -8, 0))), 1e-7)
  }
  for (phi in c(1, 2)) {
    call <- call_of("detect", name, paste("--definition log --phi", phi), "detectable change by R")
    f <- function(l) abs(l) - (qnorm(.975) + qnorm(.8)) * sqrt(phi * (1 / case[1] + case[2] / (case[3] * exp(l) * case[1])))
    at <- seq(-6, 0, length.out = 60001)
    v <- f(at)
    fall <- if (max(v) < 0) NA else exp(root(f, at[max(which(v >= 0))], at[max(which(v >= 0)) + 1]))
    expect_row(call, 1, list(rise_to = exp(root(f, 0, 8)), fall_to = fall, used = "log"))
  }
}
