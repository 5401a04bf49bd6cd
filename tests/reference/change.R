# Change-points, Pettitt's test and interrupted time series.

library(strucchange)
library(sandwich)

# --- what the series are -------------------------------------------------------

set.seed(20240101)
change_sets <- list(
  change_step = c(rpois(30, 12), rpois(30, 7)),
  change_three = c(rpois(24, 5), rpois(20, 14), rpois(16, 4)),
  change_none = rnbinom(48, mu = 8, size = 3),
  change_zero = c(rep(0, 10), rpois(14, 2), rep(0, 6)),
  discoveries = as.numeric(discoveries),
  vans = as.numeric(Seatbelts[, "VanKilled"]))
for (name in names(change_sets)) data_set(name, count = change_sets[[name]])
change_exposure <- round(runif(60, 50, 200))
exposed <- rpois(60, change_exposure * rep(c(.1, .05), c(25, 35)))
data_set("change_exposure", count = exposed, exposure = change_exposure)
data_set("nile", value = as.numeric(Nile))

# --- optimal partitioning ----------------------------------------------------

segment_cost <- function(s, e) ifelse(s > 0, -2 * (s * log(s / e) - (s - e)), -2 * e)

# Ends of the segments of least cost, by dynamic programming over all of them.
best_ends <- function(cost, n, penalty, least) {
  f <- c(-penalty, rep(Inf, n))
  back <- integer(n)
  for (j in least:n) {
    for (i in c(0, if (j >= 2 * least) least:(j - least))) {
      v <- f[i + 1] + cost(i + 1, j) + penalty
      if (v < f[j + 1] - 1e-12) { f[j + 1] <- v; back[j] <- i }
    }
  }
  ends <- n
  while (back[ends[1]] > 0) ends <- c(back[ends[1]], ends)
  ends
}

total_cost <- function(cost, ends) sum(mapply(cost, c(0, head(ends, -1)) + 1, ends))

optimal <- function(y, expected, penalty = 3 * log(length(y)), least = 6, phi = NULL, terms = 0) {
  n <- length(y)
  cost_by <- function(phi) function(from, to) {
    segment_cost(sum(y[from:to]), sum(expected[from:to])) / phi
  }
  if (is.null(phi)) {
    u <- (y - expected) / sqrt(expected)
    phi <- max(1, sum(diff(u)^2) / (2 * (n - 1)))
    ends <- best_ends(cost_by(phi), n, penalty, least)
    k <- rep(seq_along(ends), diff(c(0, ends)))
    m <- expected * (tapply(y, k, sum) / tapply(expected, k, sum))[k]
    x2 <- sum(ifelse(m > 0, (y - m)^2 / m, 0))
    phi <- max(1, x2 / (n - length(ends) - terms))
  }
  cost <- cost_by(phi)
  ends <- best_ends(cost, n, penalty, least)
  from <- c(0, head(ends, -1))
  intervals <- lapply(seq_along(ends)[-length(ends)], function(k) {
    at <- (from[k] + least):(ends[k + 1] - least)
    both <- sapply(at, function(i) cost(from[k] + 1, i) + cost(i + 1, ends[k + 1]))
    range(at[both - both[at == ends[k]] < 3.84])
  })
  list(ends = ends, cost = total_cost(cost, ends), phi = phi, penalty = penalty,
    intervals = intervals)
}

expect_change <- function(call, o, y) {
  n <- length(y)
  changes <- head(o$ends, -1)
  expect(call, "result.changes.length", length(changes))
  if (length(changes)) expect(call, "result.changes", as.list(changes))
  expect_result(call, list(cost = o$cost, penalty = o$penalty, phi = o$phi))
  from <- c(0, changes) + 1
  for (k in seq_along(o$ends)) {
    at <- paste0("result.segments.", k, ".")
    expect(call, paste0(at, "from"), from[k])
    expect(call, paste0(at, "to"), o$ends[k])
    expect(call, paste0(at, "mean"), mean(y[from[k]:o$ends[k]]))
  }
  for (k in seq_along(o$intervals)) {
    expect(call, paste0("result.intervals.", k, ".from"), o$intervals[[k]][1])
    expect(call, paste0("result.intervals.", k, ".to"), o$intervals[[k]][2])
  }
}

by_hand <- "optimal partitioning by R, Jackson et al. 2005"
for (name in names(change_sets)) {
  y <- change_sets[[name]]
  flat <- rep(mean(y), length(y))
  call <- call_of("changepoint", name, "--simulations 0", by_hand)
  expect_change(call, optimal(y, flat), y)
  call <- call_of("changepoint", name, "--simulations 0 --phi none --penalty bic", by_hand)
  expect_change(call, optimal(y, flat, 2 * log(length(y)), phi = 1), y)
  call <- call_of("changepoint", name, "--simulations 0 --phi 1.5 --penalty 6 --min-segment 3", by_hand)
  expect_change(call, optimal(y, flat, 6, 3, 1.5), y)
}
call <- call_of("changepoint", "change_exposure", "--simulations 0 --per 100", by_hand)
expect_change(call, optimal(exposed, change_exposure * sum(exposed) / sum(change_exposure)), exposed)
expect(call, "result.segments.1.rate", 100 * sum(exposed[1:25]) / sum(change_exposure[1:25]))

y <- change_sets$vans
i <- seq_along(y)
seasonal <- glm(y ~ sin(2 * pi * i / 12) + cos(2 * pi * i / 12), poisson,
  control = glm.control(1e-14, 100))
call <- call_of("changepoint", "vans", "--simulations 0 --season 1", by_hand)
expect_change(call, optimal(y, fitted(seasonal), terms = 2), y)

# --- PELT and one change: costs of the package changepoint -----------------------

package_cost <- function(y) function(from, to) {
  s <- sum(y[from:to])
  l <- to - from + 1
  if (s > 0) 2 * s * (log(l) - log(s)) else 0
}
killick <- "the cost of changepoint, Killick et al. 2012, by R"
for (name in names(change_sets)) {
  y <- change_sets[[name]]
  n <- length(y)
  cost <- package_cost(y)
  for (p in c("bic", "3logn", "11.5")) {
    penalty <- switch(p, bic = 2 * log(n), "3logn" = 3 * log(n), as.numeric(p))
    ends <- best_ends(cost, n, penalty, 6)
    call <- call_of("changepoint", name, paste("--definition pelt --penalty", p), killick)
    expect(call, "result.changes.length", length(ends) - 1)
    if (length(ends) > 1) expect(call, "result.changes", as.list(head(ends, -1)))
    expect_result(call, list(cost = total_cost(cost, ends), penalty = penalty, phi = 1))
  }
  if (all(y > 0)) {
    longer <- function(from, to) cost(from, to) + log(to - from + 1)
    ends <- best_ends(longer, n, 3 * log(n), 6)
    call <- call_of("changepoint", name, "--definition pelt --penalty mbic", killick)
    expect(call, "result.changes.length", length(ends) - 1)
    expect_result(call, list(cost = total_cost(cost, ends), penalty = 3 * log(n)))
  }
  at <- 6:(n - 6)
  both <- sapply(at, function(k) cost(1, k) + cost(k + 1, n))
  gain <- cost(1, n) - min(both)
  call <- call_of("changepoint", name, "--definition amoc --penalty bic", killick)
  expect(call, "result.gain", gain)
  expect(call, "result.changes.length", as.numeric(gain > 2 * log(n)))
  if (gain > 2 * log(n)) expect(call, "result.changes", list(at[which.min(both)]))
}
y <- as.numeric(Nile) / sd(Nile)
squares <- function(from, to) sum((y[from:to] - mean(y[from:to]))^2)
for (d in c("optimal", "pelt")) {
  ends <- best_ends(squares, 100, 3 * log(100), 6)
  call <- call_of("changepoint", "nile", paste("--definition", d), "normal mean by R")
  expect(call, "result.changes", as.list(head(ends, -1)))
  expect_result(call, list(cost = total_cost(squares, ends)))
}

# --- Bai and Perron -----------------------------------------------------------

bai_perron <- function(name, y, least, most, options) {
  n <- length(y)
  b <- breakpoints(y ~ 1, h = least, breaks = most)
  s <- summary(b)
  best <- which.min(s$RSS["BIC", ]) - 1
  call <- call_of("changepoint", name, paste("--definition bai-perron", options),
    "strucchange 1.5: breakpoints, Fstats, efp")
  expect(call, "result.rss", as.list(unname(s$RSS["RSS", ])))
  expect(call, "result.bic", as.list(unname(s$RSS["BIC", ])))
  expect(call, "result.changes.length", best)
  if (best) expect(call, "result.changes", as.list(breakpoints(b, breaks = best)$breakpoints))
  f <- Fstats(y ~ 1, from = least, to = n - least)
  expect(call, "result.sup_f", max(f$Fstats))
  expect(call, "result.sup_f_at", f$breakpoint)
  e <- efp(y ~ 1, type = "OLS-CUSUM")
  test <- sctest(e)
  expect(call, "result.ols_cusum", test$statistic[[1]])
  expect(call, "result.ols_cusum_p", test$p.value[[1]], 1e-6)
}
bai_perron("nile", as.numeric(Nile), 15, 5, "--min-segment 0.15")
bai_perron("nile", as.numeric(Nile), 10, 3, "--min-segment 10 --max-breaks 3")
bai_perron("discoveries", 2 * sqrt(discoveries + 3 / 8), 6, 5, "")
bai_perron("discoveries", as.numeric(discoveries), 20, 3,
  "--transform none --min-segment 20 --max-breaks 3")
bai_perron("vans", 2 * sqrt(as.numeric(Seatbelts[, "VanKilled"]) + 3 / 8), 12, 5, "--min-segment 12")

# --- Pettitt ------------------------------------------------------------------

for (name in c("nile", "discoveries", "change_zero", "change_step", "change_none")) {
  y <- if (name == "nile") as.numeric(Nile) else change_sets[[name]]
  n <- length(y)
  u <- 2 * cumsum(rank(y)) - seq_len(n) * (n + 1)
  k <- max(abs(u))
  call <- call_of("pettitt", name, "", "Pettitt 1979 by R, as trend::pettitt.test")
  expect_result(call, list(n = n, u_max = k, p = min(1, 2 * exp(-6 * k^2 / (n^3 + n^2)))))
  expect(call, "result.k", as.list(which(abs(u) == k)))
  expect(call, "result.u", as.list(u[c(1:5)]))
}

# --- interrupted time series ------------------------------------------------------

harmonic <- function(i, k, cycle = 12) {
  do.call(cbind, lapply(seq_len(k), function(j) {
    cbind(sin(2 * pi * j * i / cycle), cos(2 * pi * j * i / cycle))
  }))
}

# CALL is answered as the model M says, whose terms POST and SINCE are the effect;
# COUNTED are the rows of the treated after the event.
expect_its <- function(call, m, post, since, counted, normal = FALSE, difference = FALSE,
                       years = 1, rows = TRUE) {
  y <- m$y
  gaussian <- m$family$family == "gaussian"
  df <- m$df.residual
  pearson <- residuals(m, "pearson")
  phi <- if (gaussian) sum(pearson^2) / df
    else if (normal) 1 else max(1, sum(pearson^2) / df)
  covariance <- summary(m, dispersion = 1)$cov.scaled
  se <- sqrt(phi * diag(covariance))
  q <- if (normal) qnorm(.975) else qt(.975, df)
  b <- coef(m)
  for (j in seq_along(b)) {
    at <- paste0("result.coefficients.", j, ".")
    expect(call, paste0(at, "estimate"), b[[j]])
    if (!gaussian) expect(call, paste0(at, "se"), sqrt(covariance[j, j]))
    expect(call, paste0(at, if (gaussian) "se" else "se_quasi"), if (normal) NULL else se[[j]])
    expect(call, paste0(at, "lower"), b[[j]] - q * se[[j]])
  }
  expect(call, "result.df", df)
  if (!gaussian) expect(call, "result.phi", phi)
  to <- if (difference) identity else exp
  tail_of <- function(t) if (normal) 2 * pnorm(-abs(t)) else 2 * pt(-abs(t), df)
  for (e in c("level", "slope")) {
    j <- if (e == "level") post else since
    if (is.null(j)) next
    scale <- if (e == "slope") years else 1
    field <- if (e == "level") "ratio" else "ratio_per_year"
    expect_result(call, setNames(list(to(scale * b[[j]]), to(scale * (b[[j]] - q * se[[j]])),
      to(scale * (b[[j]] + q * se[[j]])), tail_of(b[[j]] / se[[j]])),
      paste0(e, ".", c(field, "lower", "upper", "p"))))
  }
  x <- model.matrix(m)
  x0 <- x
  x0[, c(post, since)] <- 0
  inverse <- m$family$linkinv
  offset <- if (is.null(m$offset)) 0 else m$offset
  mu <- fitted(m)
  mu0 <- inverse(drop(x0 %*% b) + offset)
  slope <- function(mu) if (gaussian) rep(1, length(mu)) else mu
  g <- colSums((slope(mu0) * x0 - slope(mu) * x)[counted, , drop = FALSE])
  d <- q * sqrt(phi * drop(t(g) %*% covariance %*% g))
  avoided <- sum(mu0[counted] - mu[counted])
  expect_result(call, list(avoided.observed = sum((mu0 - y)[counted])))
  expect(call, "result.avoided.fitted", avoided, 1e-6)
  expect(call, "result.avoided.delta_lower", avoided - d, 1e-7)
  expect(call, "result.avoided.delta_upper", avoided + d, 1e-7)
  if (rows) for (i in range(which(counted))) {
    expect_row(call, i, list(fitted = mu[[i]], counterfactual = mu0[[i]]))
  }
  list(pearson = pearson, phi = phi, b = b)
}

expect_checks <- function(call, r, cycle = 12) {
  a <- acf(r, max(cycle, 3), plot = FALSE)$acf[-1]
  expect(call, "result.checks.acf", as.list(a[c(1:3, cycle)]))
  p <- Box.test(r, max(cycle, 3), "Ljung-Box")$p.value
  expect(call, "result.checks.ljung_box_p", p)
  expect(call, "result.checks.autocorrelated", a[1] > .2 || p < .1)
}

precise <- glm.control(1e-15, 100)
vans <- as.numeric(Seatbelts[, "VanKilled"])
kms <- as.numeric(Seatbelts[, "kms"])
petrol <- as.numeric(Seatbelts[, "PetrolPrice"])
data_set("its_vans", period = sprintf("%d-%02d", 1969 + 0:191 %/% 12, 1 + 0:191 %% 12),
  count = vans, exposure = kms, petrol = petrol)
i <- seq_along(vans)
e <- 170
post <- as.numeric(i >= e)
yr <- (i - 1) / 12
since <- (i - e) * post / 12
wagner <- "glm(family = quasipoisson), Wagner et al. 2002"
base <- "--event 1983-02 --simulations 0"
m <- glm(vans ~ yr + post + since, poisson, control = precise)
call <- call_of("its", "its_vans", paste(base, "--column exposure=none"), wagner)
m <- glm(vans ~ yr + post + since + offset(log(kms)), poisson, control = precise)
call <- call_of("its", "its_vans", base, wagner)
r <- expect_its(call, m, 3, 4, i >= e)
expect_checks(call, r$pearson)
h <- harmonic(i, 2)
m <- glm(vans ~ yr + post + since + h + petrol + offset(log(kms / 1000)), poisson, control = precise)
call <- call_of("its", "its_vans", paste(base, "--season 2 --covariates petrol --per 1000"), wagner)
r <- expect_its(call, m, 3, 4, i >= e)
expect_checks(call, r$pearson)
m <- glm(vans ~ yr + post + h + offset(log(kms)), poisson, control = precise)
call <- call_of("its", "its_vans", paste(base, "--season 2 --slope no --model poisson"), wagner)
r <- expect_its(call, m, 3, NULL, i >= e, normal = TRUE)
post2 <- as.numeric(i >= e + 3)
since2 <- (i - e - 3 + 1) * post2
m <- glm(vans ~ I(i - 1) + post2 + since2 + offset(log(kms)), poisson, control = precise)
call <- call_of("its", "its_vans", paste(base, "--lag 3 --since 1 --time-unit period"), wagner)
r <- expect_its(call, m, 3, 4, i >= e + 3, years = 12)

# Newey and West
data_set("its_plain", count = vans)
m <- glm(vans ~ yr + post + since, poisson, control = precise)
for (adjust in c(FALSE, TRUE)) for (lag in c(0, 3)) {
  call <- call_of("its", "its_plain", paste("--event 170 --simulations 0 --newey-west", lag,
    if (adjust) "--adjust yes" else ""), "sandwich::NeweyWest(prewhite = FALSE)")
  v <- NeweyWest(m, lag = lag, prewhite = FALSE, adjust = adjust)
  if (lag == 0) v <- sandwich(m, adjust = adjust)
  for (j in 1:4) {
    expect(call, paste0("result.coefficients.", j, ".se_newey_west"), sqrt(v[j, j]))
    t <- coef(m)[[j]] / sqrt(v[j, j])
    expect(call, paste0("result.coefficients.", j, ".t_newey_west"), t)
    expect(call, paste0("result.coefficients.", j, ".p_newey_west"), 2 * pt(-abs(t), 188))
  }
}

# Least squares of a value, of a rate, of a logarithm
drivers <- as.numeric(Seatbelts[, "drivers"])
data_set("its_drivers", value = drivers, count = drivers, exposure = kms)
m <- glm(drivers ~ yr + post + since + h[, 1:2])
call <- call_of("its", "its_drivers", "--event 170 --model lm --season 1 --simulations 0 --newey-west 3", "lm")
r <- expect_its(call, m, 3, 4, i >= e, difference = TRUE)
expect_checks(call, residuals(m))
v <- NeweyWest(m, lag = 3, prewhite = FALSE)
expect(call, "result.coefficients.3.se_newey_west", sqrt(v[3, 3]))
m <- glm(log(drivers) ~ yr + post + since)
call <- call_of("its", "its_drivers", "--event 170 --model lm --log yes --simulations 0", "lm")
for (j in 1:4) expect(call, paste0("result.coefficients.", j, ".estimate"), coef(m)[[j]])
expect(call, "result.level.ratio", exp(coef(m)[[3]]))
data_set("its_rate", count = vans, exposure = kms)
rate <- vans / kms * 1000
m <- glm(rate ~ yr + post + since)
call <- call_of("its", "its_rate", "--event 170 --model lm --per 1000 --simulations 0", "lm")
r <- expect_its(call, m, 3, 4, i >= e, difference = TRUE, rows = FALSE)

# Negative binomial
library(MASS)
set.seed(7)
many <- rnbinom(96, mu = 20 * rep(c(1, .7), each = 48), size = 4)
data_set("its_nb", count = many)
j <- 1:96
d <- data.frame(y = many, yr = (j - 1) / 12, post = as.numeric(j > 48))
d$since <- (j - 49) * d$post / 12
m <- glm.nb(y ~ yr + post + since, d, control = glm.control(1e-14, 200))
call <- call_of("its", "its_nb", "--event 49 --model nb --simulations 0", "MASS::glm.nb")
for (k in 1:4) {
  expect(call, paste0("result.coefficients.", k, ".estimate"), coef(m)[[k]], 1e-6)
  expect(call, paste0("result.coefficients.", k, ".se"), sqrt(vcov(m)[k, k]), 1e-6)
}
expect(call, "result.level.ratio", exp(coef(m)[[3]]), 1e-6)

# A comparison series, as covariate and as group
rear <- as.numeric(Seatbelts[, "rear"])
data_set("its_control", count = vans, control = rear)
m <- glm(vans ~ yr + post + since + log(rear + .5), poisson, control = precise)
call <- call_of("its", "its_control", "--event 170 --simulations 0", wagner)
r <- expect_its(call, m, 3, 4, i >= e)
front <- as.numeric(Seatbelts[, "front"])
data_set("its_two", t = rep(i, each = 2), group = rep(1:0, 192), count = c(rbind(front, rear)))
y <- c(rbind(front, rear))
g <- rep(1:0, 192)
yr2 <- rep(yr, each = 2)
p2 <- rep(post, each = 2)
s2 <- rep(since, each = 2)
h2 <- harmonic(rep(i, each = 2), 1)
gt <- g * yr2
gp <- g * p2
gs <- g * s2
m <- glm(y ~ yr2 + g + gt + p2 + s2 + gp + gs + h2, poisson, control = precise)
call <- call_of("its", "its_two", "--event 170 --season 1 --simulations 0", "glm with two groups, 6.8.2")
r <- expect_its(call, m, 7, 8, rep(i >= e, each = 2) & g == 1)

# Placebo dates: the model without the rows after the event, at earlier dates
m <- glm(many ~ yr + post + since, poisson, data = d, control = precise)
call <- call_of("its", "its_nb", "--event 49 --placebo yes --simulations 0", wagner)
r <- expect_its(call, m, 3, 4, j >= 49)
own <- abs(r$b[[3]] / sqrt(r$phi * vcov(m)[3, 3]))
t_at <- sapply(13:43, function(e) {
  i <- 1:48
  post <- as.numeric(i >= e)
  m <- glm(many[i] ~ I((i - 1) / 12) + post + I((i - e) * post / 12), poisson, control = precise)
  phi <- max(1, sum(residuals(m, "pearson")^2) / 44)
  coef(m)[[3]] / sqrt(phi * vcov(m)[3, 3])
})
expect(call, "result.placebo.dates.1", 13)
expect(call, "result.placebo.t_values", as.list(t_at))
expect(call, "result.placebo.n", length(t_at))
expect(call, "result.placebo.rank", 1 + sum(abs(t_at) >= own))

# A missing value keeps its place; what cannot be answered
gaps <- vans
gaps[c(5, 100, 180)] <- NA
data_set("its_missing", count = gaps)
m <- glm(gaps ~ yr + post + since, poisson, control = precise)
call <- call_of("its", "its_missing", "--event 170 --simulations 0", wagner)
for (k in 1:4) expect(call, paste0("result.coefficients.", k, ".estimate"), coef(m)[[k]])
expect(call, "n", 189)
data_set("its_silent", count = c(rpois(30, 4), rep(0, 20)))
refused(call_of("its", "its_silent", "--event 31"), "separation")
refused(call_of("its", "its_nb", "--event 90"), "short-post-period")
refused(call_of("its", "its_nb", "--event 5"), "too-few-points")
data_set("zeros", count = rep(0, 48), value = rep(0, 48))
data_set("constant", count = rep(4, 48), value = rep(4, 48))
data_set("three", count = c(1, 5, 3), value = c(1, 5, 3))
refused(call_of("changepoint", "zeros"), "no-events")
refused(call_of("changepoint", "constant"), "no-variation")
refused(call_of("changepoint", "three"), "too-few-points")
refused(call_of("pettitt", "constant"), "no-variation")
