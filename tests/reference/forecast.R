# Forecasts, Croston, decomposition, rolling origin.

suppressMessages(library(forecast))

precise <- glm.control(1e-15, 200)
vans <- as.numeric(Seatbelts[, "VanKilled"])
kms <- as.numeric(Seatbelts[, "kms"])
data_set("ahead_vans", period = sprintf("%d-%02d", 1969 + 0:191 %/% 12, 1 + 0:191 %% 12), count = vans, exposure = kms)
data_set("ahead_air", value = as.numeric(AirPassengers))
data_set("ahead_deaths", value = as.numeric(ldeaths))
data_set("ahead_nile", value = as.numeric(Nile))
data_set("ahead_quarters", value = as.numeric(UKgas), period = sprintf("%dK%d", 1960 + 0:107 %/% 4, 1 + 0:107 %% 4))
set.seed(5)
counts <- rpois(60, 6 * exp(.3 * sin(2 * pi * (1:60) / 12)))
data_set("ahead_counts", count = counts)

# --- glm --------------------------------------------------------------------------

glm_ahead <- function(y, h, damp = .9, pairs = 1, trend = TRUE, exposure = NULL, future = NULL, cycle = 12, per = 1) {
  n <- length(y)
  i <- seq_len(n + h)
  yr <- (i - 1) / cycle
  if (h) yr[n + seq_len(h)] <- (n - 1) / cycle + cumsum(damp^seq_len(h)) / cycle
  x <- matrix(1, n + h, 1)
  if (trend) x <- cbind(x, yr)
  for (j in seq_len(pairs)) x <- cbind(x, sin(2 * pi * j * i / cycle), cos(2 * pi * j * i / cycle))
  o <- rep(0, n + h)
  if (!is.null(exposure)) o <- log(c(exposure, if (is.null(future)) rep(exposure[n], h) else rep_len(c(future, rep(tail(future, 1), h)), h)) / per)
  m <- glm.fit(x[1:n, , drop = FALSE], y, offset = o[1:n], family = poisson(), control = precise)
  phi <- max(1, sum((y - m$fitted.values)^2 / m$fitted.values) / (n - ncol(x)))
  xb <- x[1:n, , drop = FALSE]
  v <- phi * solve(t(xb) %*% (m$fitted.values * xb))
  lapply(seq_len(h), function(k) {
    row <- x[n + k, ]
    mu <- exp(sum(row * m$coefficients) + o[n + k])
    se <- sqrt(drop(row %*% v %*% row))
    list(mean = mu, se_link = se, variance = phi * mu + mu^2 * se^2, phi = phi)
  })
}
quantile_of <- function(p, mu, v) if (v > mu) qnbinom(p, mu = mu, size = mu^2 / (v - mu)) else qpois(p, mu)
expect_glm <- function(name, y, options, h = 6, ...) {
  call <- call_of("forecast", name, options, "quasi-Poisson glm by R, 6.11")
  f <- glm_ahead(y, h, ...)
  for (k in c(1, 2, h)) {
    r <- f[[k]]
    expect_row(call, k, list(h = k, mean = r$mean, se_link = r$se_link, variance = r$variance,
      lower80 = quantile_of(.1, r$mean, r$variance), upper80 = quantile_of(.9, r$mean, r$variance),
      lower95 = quantile_of(.025, r$mean, r$variance), upper95 = quantile_of(.975, r$mean, r$variance)))
  }
  expect(call, "result.phi", f[[1]]$phi)
}
expect_glm("ahead_counts", counts, "")
expect_glm("ahead_counts", counts, "--damp 1 --season 2 --horizon 8", h = 8, damp = 1, pairs = 2)
expect_glm("ahead_counts", counts, "--trend no --season none", trend = FALSE, pairs = 0)
expect_glm("ahead_vans", vans, "", exposure = kms)
expect_glm("ahead_vans", vans, "--future-exposure 20000,21000 --per 1000 --horizon 3", h = 3, exposure = kms, future = c(20000, 21000), per = 1000)
call <- call_of("forecast", "ahead_vans", "", "the calendar")
expect(call, "rows.1.t", "1985-01")
call <- call_of("forecast", "ahead_quarters", "--model naive", "the calendar")
expect(call, "rows.1.t", "1987K1")
expect(call, "rows.5.t", "1988K1")
data_set("ahead_weeks", period = sprintf("2020-W%02d", 40:52), count = rep(c(3, 4), length.out = 13))
call <- call_of("forecast", "ahead_weeks", "--model naive", "ISO 8601: 2020 has 53 weeks")
expect(call, "rows.1.t", "2020-W53")
expect(call, "rows.2.t", "2021-W01")

# --- benchmarks -------------------------------------------------------------------

expect_normal <- function(call, f, h, tolerance = 1e-8, clip = TRUE) {
  at0 <- function(x) if (clip) max(0, x) else x
  for (k in c(1, h)) {
    expect_row(call, k, list(mean = f$mean[[k]], lower80 = at0(f$lower[k, 1]), upper80 = at0(f$upper[k, 1]),
      lower95 = at0(f$lower[k, 2]), upper95 = at0(f$upper[k, 2])), tolerance)
  }
}
package <- "forecast 8.20"
for (name in c("ahead_air", "ahead_deaths", "ahead_counts")) {
  y <- ts(list(ahead_air = as.numeric(AirPassengers), ahead_deaths = as.numeric(ldeaths), ahead_counts = counts)[[name]], frequency = 12)
  for (h in c(6, 14)) {
    expect_normal(call_of("forecast", name, paste("--model mean --horizon", h), package), meanf(y, h), h)
    expect_normal(call_of("forecast", name, paste("--model naive --horizon", h, "--clip no"), package), rwf(y, h), h, clip = FALSE)
    expect_normal(call_of("forecast", name, paste("--model snaive --horizon", h), package), snaive(y, h), h)
  }
  call <- call_of("forecast", name, "--model snaive", package)
  expect(call, "result.fitted.12", NA)
  expect(call, "result.fitted.13", y[[1]])
  # A negative binomial of the same mean and variance
  call <- call_of("forecast", name, "--model mean --interval count", "qnbinom")
  v <- var(y) * (1 + 1 / length(y))
  expect_row(call, 1, list(mean = mean(y), variance = v, lower95 = quantile_of(.025, mean(y), v), upper80 = quantile_of(.9, mean(y), v)))
}

# --- exponential smoothing ------------------------------------------------------------

for (a in c(.1, .35, .9)) {
  y <- as.numeric(Nile)
  m <- HoltWinters(y, alpha = a, beta = FALSE, gamma = FALSE)
  call <- call_of("forecast", "ahead_nile", paste("--model ses --alpha", a), "stats::HoltWinters")
  expect_result(call, list(parameters.alpha = a, sse = m$SSE, level = m$coefficients[["a"]], start.level = y[1]))
  expect(call, "result.fitted.1", NA)
  expect(call, "result.fitted.50", m$fitted[49, 1])
  s2 <- m$SSE / 99
  for (k in c(1, 6)) {
    v <- s2 * (1 + (k - 1) * a^2)
    expect_row(call, k, list(mean = m$coefficients[["a"]], variance = v, lower95 = m$coefficients[["a"]] - qnorm(.975) * sqrt(v)))
  }
  level <- mean(y[1:5])
  sse <- 0
  for (v in y) { sse <- sse + (v - level)^2; level <- level + a * (v - level) }
  call <- call_of("forecast", "ahead_nile", paste("--model ses --initial mean:5 --alpha", a), "Brown 1959 by R")
  expect_result(call, list(sse = sse, level = level, start.level = mean(y[1:5])))
  expect(call, "result.fitted.1", mean(y[1:5]))
}
m <- HoltWinters(Nile, beta = FALSE, gamma = FALSE)
call <- call_of("forecast", "ahead_nile", "--model ses", "stats::HoltWinters, optimised")
expect(call, "result.sse", m$SSE, 1e-3)
expect(call, "result.parameters.alpha", m$alpha[[1]], 1e-2)

hw <- function(name, y, a, b, g, seasonal) {
  m <- HoltWinters(y, alpha = a, beta = b, gamma = g, seasonal = seasonal)
  c <- frequency(y)
  n <- length(y)
  call <- call_of("forecast", name, paste("--model holt-winters --alpha", a, "--beta", b, "--gamma", g,
    "--seasonal", seasonal, "--horizon 13"), "stats::HoltWinters")
  p <- predict(m, 13)
  for (k in c(1, 2, 7, 13)) expect(call, paste0("rows.", k, ".mean"), p[k])
  expect_result(call, list(sse = m$SSE, level = m$coefficients[["a"]], slope = m$coefficients[["b"]]))
  expect(call, paste0("result.fitted.", c), NA)
  expect(call, paste0("result.fitted.", c + 1), m$fitted[1, 1])
  expect(call, paste0("result.fitted.", n), m$fitted[n - c, 1])
}
for (s in c("additive", "multiplicative")) {
  hw("ahead_air", AirPassengers, .3, .05, .4, s)
  hw("ahead_deaths", ts(as.numeric(ldeaths), frequency = 12), .2, .1, .3, s)
  hw("ahead_quarters", ts(as.numeric(UKgas), frequency = 4), .25, .1, .5, s)
  m <- HoltWinters(AirPassengers, seasonal = s)
  call <- call_of("forecast", "ahead_air", paste("--model holt-winters --seasonal", s), "stats::HoltWinters, optimised")
  best <- m$SSE
  for (a in list(c(.3, .1, .1), c(.1, .1, .9), c(.9, .05, .1), c(.5, .01, .5))) {
    again <- suppressWarnings(HoltWinters(AirPassengers, seasonal = s, optim.start = c(alpha = a[1], beta = a[2], gamma = a[3])))
    best <- min(best, again$SSE)
  }
  expect(call, "result.sse", best, 1e-3)
}

for (model in c("ANN", "AAN", "ANA")) {
  for (name in c("ahead_nile", "ahead_deaths")) {
    y <- if (name == "ahead_nile") Nile else ts(as.numeric(ldeaths), frequency = 12)
    if (model == "ANA" && name == "ahead_nile") next
    m <- ets(y, model = model, damped = FALSE, opt.crit = "lik")
    call <- call_of("forecast", name, paste("--model ets --ets", model), paste(package, "ets"))
    # Where the package's optimiser stops short, the likelihood here is better.
    expect(call, "result.log_likelihood", as.numeric(m$loglik), if (model == "ANA") 2e-3 else 1e-3)
    expect(call, "result.criterion", -2 * as.numeric(m$loglik), if (model == "ANA") 2e-3 else 1e-3)
  }
}
f <- thetaf(Nile, h = 6, level = c(80, 95))
call <- call_of("forecast", "ahead_nile", "--model theta", paste(package, "thetaf"))
for (k in 1:6) expect(call, paste0("rows.", k, ".mean"), f$mean[k], 2e-3)
f <- thetaf(ts(as.numeric(ldeaths), frequency = 12), h = 12)
call <- call_of("forecast", "ahead_deaths", "--model theta --horizon 12", paste(package, "thetaf"))
for (k in c(1, 6, 12)) expect(call, paste0("rows.", k, ".mean"), f$mean[k], 2e-3)

# --- Croston ----------------------------------------------------------------------

rare <- c(0, 0, 3, 0, 1, 0, 0, 0, 4, 2, 0, 0, 1, 0, 0, 0, 0, 2, 0, 5, 0, 0, 1, 0)
set.seed(17)
rare2 <- rpois(80, .3)
data_set("rare", count = rare)
data_set("rare2", value = rare2)
for (name in c("rare", "rare2")) {
  y <- if (name == "rare") rare else rare2
  for (a in c(.1, .25)) {
    m <- suppressWarnings(croston(ts(y), h = 1, alpha = a))
    for (d in c("croston", "sba", "sbj")) {
      factor <- switch(d, croston = 1, sba = 1 - a / 2, sbj = 1 - a / (2 - a))
      call <- call_of("croston", name, paste("--definition", d, "--alpha", a), paste(package, "croston"))
      expect_result(call, list(rate = m$mean[[1]] * factor, nonzero = sum(y > 0)))
      if (d == "croston") {
        fitted <- as.numeric(m$fitted)
        # Before the first demand the package says 0; nothing is known there.
        for (i in which(y > 0)[1] + c(1, 2, 6)) expect(call, paste0("result.fitted.", i), fitted[i])
      }
    }
  }
}
call <- call_of("croston", "rare", "", "Croston 1972 by hand")
z <- 3; p <- 3
at <- which(rare > 0)
for (i in 2:length(at)) { z <- .1 * rare[at[i]] + .9 * z; p <- .1 * (at[i] - at[i - 1]) + .9 * p }
expect_result(call, list(demand = z, interval = p, rate = z / p))
data_set("one_event", count = c(0, 0, 2, 0, 0))
call <- call_of("croston", "one_event")
refused(call, "too-few-points")

# --- decomposition ----------------------------------------------------------------------

for (name in c("ahead_air", "ahead_deaths", "ahead_quarters")) {
  y <- switch(name, ahead_air = AirPassengers, ahead_deaths = ts(as.numeric(ldeaths), frequency = 12), ts(as.numeric(UKgas), frequency = 4))
  for (type in c("additive", "multiplicative")) {
    d <- decompose(y, type)
    call <- call_of("decompose", name, paste("--seasonal", type), "stats::decompose")
    expect(call, "result.figure", as.list(d$figure))
    for (i in c(1, 20, 40)) expect_row(call, i, list(value = y[i], trend = d$trend[i], seasonal = d$seasonal[i], remainder = d$random[i]))
  }
  d <- stl(y, "periodic")
  call <- call_of("decompose", name, "--definition stl", "stats::stl")
  for (i in c(1, 2, 20, 40, length(y))) {
    expect_row(call, i, list(trend = d$time.series[i, 2], seasonal = d$time.series[i, 1], remainder = d$time.series[i, 3]))
  }
}

# --- rolling origin -----------------------------------------------------------------

pinball <- function(seen, q, p) mean(pmax(p * (seen - q), (p - 1) * (seen - q)))
roll <- function(y, origins, h, predict, cycle = 12) {
  errors <- loss <- c()
  for (o in origins) {
    f <- predict(y[1:o], h)
    e <- y[o + h] - f$mean
    errors <- c(errors, e)
    loss <- c(loss, pinball(y[o + h], f$q, c(.1, .5, .9)))
  }
  scale <- mean(abs(diff(y[1:origins[1]], cycle)))
  list(mae = mean(abs(errors)), rmse = sqrt(mean(errors^2)), bias = mean(errors),
    mase = mean(abs(errors)) / scale, pinball = mean(loss), errors = as.list(errors))
}
p3 <- c(.1, .5, .9)
normal <- function(mean, v) list(mean = mean, q = mean + qnorm(p3) * sqrt(v))
models <- list(
  mean = function(y, h) list(mean = mean(y), q = mean(y) + qt(p3, length(y) - 1) * sd(y) * sqrt(1 + 1 / length(y))),
  naive = function(y, h) normal(tail(y, 1), mean(diff(y)^2) * h),
  snaive = function(y, h) normal(y[length(y) + h - 12 * ceiling(h / 12)], mean(diff(y, 12)^2) * ((h - 1) %/% 12 + 1)),
  ses = function(y, h) {
    l <- y[1]; sse <- 0
    for (v in y[-1]) { sse <- sse + (v - l)^2; l <- l + .2 * (v - l) }
    normal(l, sse / (length(y) - 1) * (1 + (h - 1) * .04))
  },
  glm = function(y, h) {
    r <- glm_ahead(y, h)[[h]]
    list(mean = r$mean, q = sapply(p3, quantile_of, r$mean, r$variance))
  })
for (set in list(list("ahead_counts", counts, 48:59, 1, "--origins 48:59"), list("ahead_counts", counts, 40:55, 3, "--origins 40:55 --horizon 3"),
    list("ahead_deaths", as.numeric(ldeaths), 60:71, 1, ""))) {
  call <- call_of("rolling-origin", set[[1]], paste("--models mean,naive,snaive,ses,glm --ses.alpha 0.2", set[[5]]), "Hyndman & Koehler 2006 by R")
  all <- lapply(models, function(m) roll(set[[2]], set[[3]], set[[4]], m))
  for (k in seq_along(all)) {
    at <- paste0("result.models.", k, ".")
    expect(call, paste0(at, "model"), names(all)[k])
    all[[k]]$errors <- all[[k]]$errors[1:2]
    for (f in names(all[[k]])) expect(call, paste0(at, f), all[[k]][[f]])
  }
  better <- function(a, b) a$mase < b$mase && a$pinball < b$pinball
  expect(call, "result.chosen", if (better(all$glm, all$mean) && better(all$glm, all$snaive)) "glm" else "mean",
    source = "6.11: glm only if it beats both benchmarks")
}
refused(call_of("forecast", "zeros"), "no-events")
