# Trend, season, dispersion, general models, rank tests, joinpoint.

suppressMessages({library(MASS); library(AER); library(sandwich)})

precise <- glm.control(1e-15, 200)

# --- trend and season ------------------------------------------------------------

set.seed(7)
n <- 60
month <- 1:n
seasonal <- rpois(n, 8 * exp(.3 * sin(2 * pi * month / 12) + .002 * month))
exposure <- round(runif(n, 900, 1100))
spread <- rnbinom(n, mu = 20 * exp(.2 * cos(2 * pi * month / 12)), size = 5)
twice <- rpois(n, 30 * exp(.3 * sin(2 * pi * month / 12) + .35 * cos(4 * pi * month / 12)))
data_set("trend_exposed", count = seasonal, exposure = exposure)
data_set("trend_spread", count = spread)
data_set("trend_twice", count = twice)
gaps <- seasonal
gaps[c(3, 30, 59)] <- NA
data_set("trend_gaps", count = gaps)

frame_of <- function(y, K = 0, exposure = 1, s0 = 1, cycle = 12, unit = cycle, factor = FALSE, trend = TRUE) {
  i <- seq_along(y)
  s <- s0 + i - 1
  d <- data.frame(y = y, offset = log(exposure))
  terms <- "1"
  if (trend) { d$trend <- (i - 1) / unit; terms <- c(terms, "trend") }
  for (k in seq_len(K)) {
    if (2 * k != cycle) { d[[paste0("sin", k)]] <- sin(2 * pi * k * s / cycle); terms <- c(terms, paste0("sin", k)) }
    d[[paste0("cos", k)]] <- cos(2 * pi * k * s / cycle)
    terms <- c(terms, paste0("cos", k))
  }
  if (factor) { d$season <- factor((s - 1) %% cycle + 1); terms <- c(terms, "season") }
  list(d = d, formula = as.formula(paste("y ~", paste(terms, collapse = "+"), "+ offset(offset)")))
}

expect_poisson <- function(call, m, quasi = TRUE, confidence = .95) {
  x2 <- sum(residuals(m, "pearson")^2)
  df <- m$df.residual
  phi <- max(1, x2 / df)
  b <- coef(m)
  se <- sqrt(diag(vcov(m)))
  p <- length(b)
  nobs <- length(m$y)
  expect_result(call, list(deviance = deviance(m), pearson_chi_square = x2, df = df, dispersion = x2 / df, phi = phi,
    log_likelihood = as.numeric(logLik(m)), aic = AIC(m), bic = BIC(m), aicc = AIC(m) + 2 * p * (p + 1) / (nobs - p - 1)))
  for (k in seq_len(p)) {
    q <- se[[k]] * sqrt(phi)
    half <- if (quasi) qt((1 + confidence) / 2, df) * q else qnorm((1 + confidence) / 2) * se[[k]]
    at <- paste0("result.coefficients.", k, ".")
    values <- list(estimate = b[[k]], se = se[[k]], z = b[[k]] / se[[k]], p = 2 * pnorm(-abs(b[[k]] / se[[k]])), se_quasi = q,
      p_quasi = 2 * pt(-abs(b[[k]] / q), df), lower = b[[k]] - half, upper = b[[k]] + half,
      upper_model = b[[k]] + qnorm((1 + confidence) / 2) * se[[k]])
    for (f in names(values)) expect(call, paste0(at, f), values[[f]], 1e-7)
  }
  expect(call, "result.covariance.1", as.list(unname(vcov(m)[1, ])), 1e-7)
}

cases <- list(
  list("trend_exposed", "--season 1 --per 1000", list(seasonal, 1, exposure / 1000)),
  list("trend_exposed", "--season 2 --definition poisson --confidence 0.9", list(seasonal, 2, exposure), FALSE, .9),
  list("trend_spread", "", list(spread)),
  list("trend_spread", "--season factor", list(spread, factor = TRUE)),
  list("trend_spread", "--season 6 --time-unit period", list(spread, 6, unit = 1)),
  list("trend_spread", "--season 1 --trend no", list(spread, 1, trend = FALSE)),
  list("trend_spread", "--season 1 --start 2020-04", list(spread, 1, s0 = 4)),
  list("trend_twice", "--season 2 --period quarter", list(twice, 2, cycle = 4)),
  list("trend_gaps", "--season 1", list(gaps, 1)))
for (case in cases) {
  f <- do.call(frame_of, case[[3]])
  m <- glm(f$formula, poisson, f$d, control = precise)
  call <- call_of("poisson-trend", case[[1]], case[[2]], "glm(family = poisson)")
  expect_poisson(call, m, length(case) < 4, if (length(case) < 5) .95 else case[[5]])
  with_rows <- call_of("poisson-trend", case[[1]], paste(case[[2]], "--residuals"), "glm(family = poisson)")
  if (case[[1]] == "trend_gaps") expect_row(with_rows, 3, list(t = 3, count = NA, fitted = NA, leverage = NA))
  for (i in c(1, 20)) {
    k <- if (case[[1]] == "trend_gaps" && i > 3) i - 1 else i
    y <- m$y[[k]]
    mu <- fitted(m)[[k]]
    expect_row(with_rows, i, list(fitted = mu, expected_rate = mu / exp(f$d$offset[i]), pearson = residuals(m, "pearson")[[k]],
      leverage = hatvalues(m)[[k]]), 1e-7)
    expect_row(with_rows, i, list(deviance = residuals(m, "deviance")[[k]], anscombe = 1.5 * (y^(2/3) * mu^(-1/6) - sqrt(mu))), 1e-6)
  }
  if (case[[1]] != "trend_gaps") {
    r <- residuals(m, "pearson")
    expect(call, "result.residual_acf", as.list(acf(r, 12, plot = FALSE)$acf[c(2, 3, 4, 13)]), 1e-7)
    box <- Box.test(r, 12, "Ljung")
    expect(call, "result.ljung_box.4.q", box$statistic[[1]], 1e-7)
    expect(call, "result.ljung_box.4.p", box$p.value, 1e-7)
  }
}
d <- frame_of(twice, 1)$d
m <- glm(y ~ trend + sin1 + cos1, poisson, d, control = precise)
b <- coef(m)
call <- call_of("poisson-trend", "trend_twice", "--season 1", "glm(family = poisson)")
m0 <- glm(y ~ trend, poisson, d, control = precise)
phi <- sum(residuals(m, "pearson")^2) / m$df.residual
lr <- deviance(m0) - deviance(m)
expect_result(call, list(season.harmonics = 1, season.amplitude = sqrt(sum(b[3:4]^2)), season.peak = (12 / (2 * pi) * atan2(b[[3]], b[[4]])) %% 12,
  season.peak_to_trough = exp(2 * sqrt(sum(b[3:4]^2))), season.lr = lr, season.lr_df = 2, season.lr_p = pchisq(lr, 2, lower.tail = FALSE),
  season.f = lr / 2 / max(1, phi), season.f_p = pf(lr / 2 / max(1, phi), 2, m$df.residual, lower.tail = FALSE),
  apc.estimate = 100 * (exp(b[[2]]) - 1)), 1e-7)

# 6.5.3: one pair from 24 to 59 months; two where AICc falls by more than 2.
call <- call_of("poisson-trend", "trend_twice", "--season auto", "6.5.3, AICc by glm")
expect(call, "result.season.harmonics", 2)
call <- call_of("poisson-trend", "trend_twice", "--season auto --rows 1:59", "6.5.3")
expect(call, "result.season.harmonics", 1)
call <- call_of("poisson-trend", "trend_exposed", "--season auto", "6.5.3, AICc by glm")
expect(call, "result.season.harmonics", 1)

nb <- glm.nb(frame_of(spread, 1)$formula, frame_of(spread, 1)$d, control = glm.control(1e-15, 200))
theta <- theta.ml(nb$y, fitted(nb), limit = 200, eps = 1e-15)
call <- call_of("nb-trend", "trend_spread", "--season 1", "MASS::glm.nb")
s <- summary(nb, dispersion = 1)$coefficients
expect_result(call, list(theta = as.numeric(theta), theta_se = attr(theta, "SE"), two_log_likelihood = nb$twologlik, fallback = NA, phi = 1), 1e-6)
for (k in 1:4) {
  expect(call, paste0("result.coefficients.", k, ".estimate"), s[k, 1], 1e-6)
  expect(call, paste0("result.coefficients.", k, ".se"), s[k, 2], 1e-6)
}
lp <- logLik(glm(frame_of(spread, 1)$formula, poisson, frame_of(spread, 1)$d))
expect(call, "result.lr_poisson", nb$twologlik - 2 * as.numeric(lp), 1e-6)
expect(call, "result.lr_poisson_p", .5 * pchisq(nb$twologlik - 2 * as.numeric(lp), 1, lower.tail = FALSE), 1e-5)
expect(call, "result.aic", -nb$twologlik + 10, 1e-6)

# --- dispersion, zeros ------------------------------------------------------------

for (name in c("trend_spread", "trend_twice")) {
  y <- if (name == "trend_spread") spread else twice
  f <- frame_of(y, 1)
  m <- glm(f$formula, poisson, f$d, control = precise)
  mu <- fitted(m)
  call <- call_of("dispersion", name, "--trend yes --season 1", "Dean 1992; AER::dispersiontest")
  x2 <- (n - 1) * var(y) / mean(y)
  expect_result(call, list(mean = mean(y), variance = var(y), index = var(y) / mean(y), chi_square = x2, df = n - 1,
    p = pchisq(x2, n - 1, lower.tail = FALSE), bohning_z = sqrt((n - 1) / 2) * (var(y) / mean(y) - 1),
    dean_pb = sum((y - mu)^2 - y) / sqrt(2 * sum(mu^2)), dean_pb_adjusted = sum((y - mu)^2 - y + hatvalues(m) * mu) / sqrt(2 * sum(mu^2)),
    dean_pc = sum(((y - mu)^2 - y) / mu) / sqrt(2 * n), phi = max(1, sum(residuals(m, "pearson")^2) / m$df.residual)), 1e-7)
  linear <- dispersiontest(m)
  quadratic <- dispersiontest(m, trafo = 2)
  expect_result(call, list(cameron_trivedi_linear.z = linear$statistic[[1]], cameron_trivedi_linear.p = linear$p.value,
    cameron_trivedi_linear.dispersion = linear$estimate[[1]], cameron_trivedi_quadratic.t = quadratic$statistic[[1]],
    cameron_trivedi_quadratic.p = quadratic$p.value, cameron_trivedi_quadratic.alpha = quadratic$estimate[[1]]), 1e-6)
}
call <- call_of("dispersion", "trend_exposed", "", "6.5.5")
m <- exposure * sum(seasonal) / sum(exposure)
expect_result(call, list(chi_square = sum((seasonal - m)^2 / m), dean_pb = NA))
zero <- c(0, 0, 1, 5, 0, 2, 0, 0, 9, 1, 0, 0, 3, 0)
data_set("many_zeros", count = zero)
l <- uniroot(function(l) l / (1 - exp(-l)) - mean(zero[zero > 0]), c(1e-6, 50), tol = 1e-15)$root
p0 <- exp(-mean(zero))
pi0 <- (mean(zero == 0) - exp(-l)) / (1 - exp(-l))
S <- (sum(zero == 0) - 14 * p0)^2 / (14 * p0 * (1 - p0) - 14 * mean(zero) * p0^2)
call <- call_of("zero-inflation", "many_zeros", "", "van den Broek 1995, Lambert 1992 by R")
expect_result(call, list(zeros = 8, expected_zeros = 14 * p0, score = S, p = pchisq(S, 1, lower.tail = FALSE), zip_lambda = l, zip_probability = pi0,
  zip_log_likelihood = sum(log(pi0 * (zero == 0) + (1 - pi0) * dpois(zero, l))), poisson_log_likelihood = sum(dpois(zero, mean(zero), log = TRUE))))

# --- general models -----------------------------------------------------------------

expect_glm <- function(call, m, names = NULL) {
  b <- coef(m)
  v <- summary(m, dispersion = 1)$cov.scaled
  for (k in seq_along(b)) {
    expect(call, paste0("result.coefficients.", k, ".estimate"), b[[k]], 1e-7)
    expect(call, paste0("result.coefficients.", k, ".se"), sqrt(v[k, k]), 1e-7)
    if (!is.null(names)) expect(call, paste0("result.terms.", k), names[k])
  }
  expect_result(call, list(deviance = deviance(m), df = m$df.residual))
}
absent <- data.frame(lapply(quine, function(x) if (is.factor(x)) as.character(x) else x))
absent$score <- round((seq_len(nrow(absent)) * 7) %% 11 / 3, 2)
do.call(data_set, c("absent", absent))
fit <- function(formula, d = absent, ...) glm(formula, poisson, d, control = precise, ...)
base <- "--response Days --terms"
expect_glm(call_of("glm", "absent", paste(base, "Eth,Sex,Age,Lrn"), "glm"), fit(Days ~ Eth + Sex + Age + Lrn),
  c("intercept", "Eth=N", "Sex=M", "Age=F1", "Age=F2", "Age=F3", "Lrn=SL"))
m <- fit(Days ~ Eth * Sex + Age)
call <- call_of("glm", "absent", paste(base, "Eth,Sex,Eth:Sex,Age --compare Eth,Sex,Age"), "glm, anova")
m0 <- fit(Days ~ Eth + Sex + Age)
lr <- deviance(m0) - deviance(m)
phi <- sum(residuals(m, "pearson")^2) / m$df.residual
expect_result(call, list(deviance = deviance(m), comparison.lr = lr, comparison.df = 1, comparison.p = pchisq(lr, 1, lower.tail = FALSE),
  comparison.f = lr / phi, comparison.f_p = pf(lr / phi, 1, m$df.residual, lower.tail = FALSE)))
# An interaction without its main effects is coded as R does
expect_glm(call_of("glm", "absent", paste(base, "Eth,Eth:score"), "glm"), fit(Days ~ Eth + Eth:score),
  c("intercept", "Eth=N", "Eth=A:score", "Eth=N:score"))
expect_glm(call_of("glm", "absent", paste(base, "score:Age"), "glm"), fit(Days ~ score:Age),
  c("intercept", "score:Age=F0", "score:Age=F1", "score:Age=F2", "score:Age=F3"))
expect_glm(call_of("glm", "absent", paste(base, "Sex,Sex:Age"), "glm"), fit(Days ~ Sex + Sex:Age))
expect_glm(call_of("glm", "absent", paste(base, "score,score:Age"), "glm"), fit(Days ~ score + score:Age),
  c("intercept", "score", "score:Age=F1", "score:Age=F2", "score:Age=F3"))
expect_glm(call_of("glm", "absent", paste(base, "Eth:Sex --intercept no"), "glm"), fit(Days ~ 0 + Eth:Sex),
  c("Eth=A:Sex=F", "Eth=N:Sex=F", "Eth=A:Sex=M", "Eth=N:Sex=M"))
expect_glm(call_of("glm", "absent", paste(base, "Age,Sex --intercept no"), "glm"), fit(Days ~ 0 + Age + Sex))
expect_glm(call_of("glm", "absent", paste(base, "Age,score,score^2 --reference Age=F2"), "glm"),
  fit(Days ~ Age + score + I(score^2), transform(absent, Age = relevel(factor(Age), "F2"))))
refused(call_of("glm", "absent", paste(base, "score,score")), "rank-deficient")
refused(call_of("glm", "absent", paste(base, "Eth:Sex")), "rank-deficient")
m <- glm.nb(Days ~ Eth + Sex + Age + Lrn, absent, control = glm.control(1e-15, 200))
call <- call_of("glm", "absent", paste(base, "Eth,Sex,Age,Lrn --family nb"), "MASS::glm.nb")
for (k in 1:7) expect(call, paste0("result.coefficients.", k, ".estimate"), coef(m)[[k]], 1e-6)
expect(call, "result.theta", m$theta, 1e-6)
m <- fit(Days ~ score)
for (L in c(0, 3)) {
  v <- if (L) NeweyWest(m, lag = L, prewhite = FALSE) else sandwich(m)
  expect(call_of("glm", "absent", paste(base, "score --newey-west", L), "sandwich"), "result.coefficients.2.se_newey_west", sqrt(v[2, 2]))
}

longley_y <- c(60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551)
data_set("longley", y = longley_y, x1 = c(83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9),
  x2 = c(234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894),
  x3 = c(2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007),
  x4 = c(1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827),
  x5 = c(107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081), x6 = 1947:1962)
call <- call_of("glm", "longley", "--family gaussian --response y --terms x1,x2,x3,x4,x5,x6", "NIST StRD Longley, certified")
estimate <- c(-3482258.63459582, 15.0618722713733, -0.358191792925910E-01, -2.02022980381683, -1.03322686717359, -0.511041056535807E-01, 1829.15146461355)
se <- c(890420.383607373, 84.9149257747669, 0.334910077722432E-01, 0.488399681651699, 0.214274163161675, 0.226073200069370, 455.478499142212)
for (k in 1:7) {
  expect(call, paste0("result.coefficients.", k, ".estimate"), estimate[k])
  expect(call, paste0("result.coefficients.", k, ".se"), se[k])
}
expect_result(call, list(sigma = 304.854073561965, r_squared = 0.995479004577296, f = 330.285339234588))
x <- c(10000000.2, rep(c(10000000.1, 10000000.3), 500))
data_set("numacc4", value = x)
call <- call_of("describe", "numacc4", "", "NIST StRD NumAcc4, certified")
expect_result(call, list(n = 1001, mean = 10000000.2), 1e-15)
expect_result(call, list(sd = .1))
data_set("sprays", group = as.character(InsectSprays$spray), value = InsectSprays$count)
a <- anova(lm(count ~ spray, InsectSprays))
k <- kruskal.test(count ~ spray, InsectSprays)
g <- glm(count ~ spray, poisson, InsectSprays)
expect_result(call_of("anova", "sprays", "", "lm, kruskal.test, glm"), list(f = a[1, 4], df1 = 5, df2 = 66, p = a[1, 5], kruskal_wallis = k$statistic[[1]],
  kruskal_df = 5, kruskal_p = k$p.value, poisson_deviance = deviance(g), poisson_null_deviance = g$null.deviance))
data_set("lh", value = as.numeric(lh))
call <- call_of("acf", "lh", "--fit-df 2", "acf, pacf, Box.test")
expect(call, "result.acf", as.list(acf(lh, 12, plot = FALSE)$acf[-1]))
expect(call, "result.pacf", as.list(pacf(lh, 12, plot = FALSE)$acf))
b <- Box.test(lh, 12, "Ljung", fitdf = 2)
expect_result(call, list(ljung_box.12.q = b$statistic[[1]], ljung_box.12.p = b$p.value, ljung_box.12.df = 10, ljung_box.2.p = NA))

# --- tests of trend -----------------------------------------------------------------

kendall <- function(x, continuity = TRUE) {
  n <- length(x)
  S <- sum(sign(outer(x, x, function(a, b) b - a))[upper.tri(diag(n))])
  t <- table(x)
  V <- (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5))) / 18
  z <- if (S == 0) 0 else (S - continuity * sign(S)) / sqrt(V)
  list(s = S, var_s = V, tau = S / (sqrt(n * (n - 1) / 2 - sum(t * (t - 1)) / 2) * sqrt(n * (n - 1) / 2)), z = z, p = 2 * pnorm(-abs(z)))
}
data_set("nile_flow", value = as.numeric(Nile))
data_set("ties", value = c(1, 2, 2, 3, 1, 5, 5, 8))
series <- list(nile_flow = as.numeric(Nile), ties = c(1, 2, 2, 3, 1, 5, 5, 8), trend_spread = spread)
for (name in names(series)) {
  x <- series[[name]]
  for (d in c("continuity", "no-continuity")) {
    expect_result(call_of("mann-kendall", name, paste("--definition", d), "Kendall 1975 by R, as trend::mk.test"), kendall(x, d == "continuity"))
    if (name != "trend_spread") next
    parts <- lapply(1:12, function(g) kendall(x[seq(g, 60, 12)], d == "continuity"))
    S <- sum(sapply(parts, `[[`, "s"))
    V <- sum(sapply(parts, `[[`, "var_s"))
    z <- (S - (d == "continuity") * sign(S)) / sqrt(V)
    call <- call_of("seasonal-kendall", name, paste("--cycle 12 --definition", d), "Hirsch et al. 1982 by R, as trend::smk.test")
    expect_result(call, list(s = S, var_s = V, z = z, p = 2 * pnorm(-abs(z)), seasons.3.s = parts[[3]]$s, seasons.3.z = parts[[3]]$z))
  }
  for (c in c(.95, .9)) {
    k <- length(x)
    slopes <- sort(unlist(lapply(1:(k - 1), function(i) (x[(i + 1):k] - x[i]) / ((i + 1):k - i))))
    N <- length(slopes)
    C <- qnorm((1 + c) / 2) * sqrt(kendall(x)$var_s)
    expect_result(call_of("theil-sen", name, paste("--confidence", c), "Sen 1968 by R, as trend::sens.slope"), list(slope = median(slopes),
      lower = slopes[round((N - C) / 2)], upper = slopes[round((N + C) / 2 + 1)], intercept = median(x - median(slopes) * seq_len(k)), slopes = N))
  }
}

marker <- function(v, s) {
  t <- seq_along(v)
  w <- s^-2
  D <- sum(w) * sum(t^2 * w) - sum(t * w)^2
  b <- (sum(w) * sum(t * v * w) - sum(t * w) * sum(v * w)) / D
  list(slope = b, chi_square = b^2 * D / sum(w))
}
count <- c(50, 110, 120, 160, 180, 230)
base <- c(9000, 10000, 10100, 10200, 10300, 10500)
data_set("yearly", t = 2018:2023, count = count, exposure = base)
byar <- function(x, sign) { x <- x + (sign > 0); x * (1 - 1 / (9 * x) + sign * qnorm(.975) / (3 * sqrt(x)))^3 }
v <- count[-1] / base[-1] * 1000
s <- (byar(count[-1], 1) - byar(count[-1], -1)) / base[-1] * 1000 / (2 * qnorm(.975))
r <- marker(v, s)
call <- call_of("trend-fingertips", "yearly", "--per 1000", "Fingertips' formula by R")
expect_result(call, c(r, list(threshold = 9.549535706083242, p = pchisq(r$chi_square, 1, lower.tail = FALSE), trend = "increasing", reason = "significant")))
for (k in 1:5) {
  t <- (1:5)[-k]
  expect(call, paste0("result.leave_one_out_slopes.", k), coef(lm(v[-k] ~ t, weights = s[-k]^-2))[[2]])
}
g <- (qgamma(.975, count[-1] + 1) - qgamma(.025, count[-1])) / base[-1] / 3.92
expect_result(call_of("trend-fingertips", "yearly", "--limits garwood --divisor 3.92 --threshold 9.5495", "Fingertips' formula by R"), marker(count[-1] / base[-1], g))
part <- c(200, 220, 260, 300, 310)
whole <- c(1000, 1010, 990, 1050, 1000)
data_set("yearly_share", t = 2019:2023, numerator = part, denominator = whole)
test <- prop.trend.test(part, whole)
call <- call_of("trend-fingertips", "yearly_share", "", "prop.trend.test, lm of the logit")
expect_result(call, list(chi_square = test$statistic[[1]], slope = coef(lm(qlogis(part / whole) ~ I(1:5)))[[2]]))
expect_result(call_of("trend-chisq", "yearly_share", "", "prop.trend.test"), list(score_chi_square = test$statistic[[1]], p = test$p.value, lr_chi_square = NA, p_exact = NA))
expect_result(call_of("trend-fingertips", "yearly_share", "--rows 1:4", "6.5.1"), list(trend = "cannot_be_calculated", reason = "not_enough_points"))

x <- c(3, 5, 9, 8, 14, 20)
e <- c(10, 12, 11, 9, 12, 13)
data_set("scored", count = x, exposure = e)
few <- data.frame(score = c(0, 1, 2, 5), count = c(0, 1, 1, 4), exposure = c(5, 4, 6, 3))
do.call(data_set, c("scored_few", few))
chisq_trend <- function(s, x, e) {
  share <- e / sum(e)
  (sum(s * x) - sum(x) * sum(s * share))^2 / (sum(x) * (sum(s^2 * share) - sum(s * share)^2))
}
m <- glm(x ~ I(1:6) + offset(log(e)), poisson, control = precise)
lr <- deviance(glm(x ~ 1 + offset(log(e)), poisson, control = precise)) - deviance(m)
wald <- coef(m)[[2]]^2 / vcov(m)[2, 2]
X2 <- chisq_trend(1:6, x, e)
expect_result(call_of("trend-chisq", "scored", "", "Armitage 1955 by R, glm"), list(score_chi_square = X2, p = pchisq(X2, 1, lower.tail = FALSE), lr_chi_square = lr,
  lr_p = pchisq(lr, 1, lower.tail = FALSE), wald_chi_square = wald, wald_p = pchisq(wald, 1, lower.tail = FALSE), log_ratio_per_score = coef(m)[[2]]))
all <- expand.grid(rep(list(1:4), 6))
chance <- apply(all, 1, function(k) prod((few$exposure / 18)[k]))
total <- apply(all, 1, function(k) sum(few$score[k]))
T <- sum(few$score * few$count)
half <- sum(chance[total == T]) / 2
p <- min(1, 2 * min(half + sum(chance[total > T]), half + sum(chance[total < T])))
X2 <- chisq_trend(few$score, few$count, few$exposure)
expect_result(call_of("trend-chisq", "scored_few", "", "6.5.2: all 4^6 allocations"), list(score_chi_square = X2, p = pchisq(X2, 1, lower.tail = FALSE), p_exact = p))
expect_result(call_of("trend-chisq", "scored_few", "--definition exact", "6.5.2: all 4^6 allocations"), list(score_chi_square = X2, p = p, p_exact = p))

# --- joinpoint ------------------------------------------------------------------------

bent <- function(y, knots, exposure = 1, K = 0) {
  i <- seq_along(y)
  yr <- (i - 1) / 12
  x <- cbind(1, yr)
  if (K) x <- cbind(x, sin(2 * pi * i / 12), cos(2 * pi * i / 12))
  for (k in knots) x <- cbind(x, pmax(0, yr - (k - 1) / 12))
  m <- glm.fit(x, y, offset = log(rep_len(exposure, length(y))), family = poisson(), control = precise)
  m$phi <- max(1, sum((y - m$fitted.values)^2 / m$fitted.values) / (length(y) - ncol(x)))
  m$cov <- solve(t(x) %*% (m$fitted.values * x))
  m$K <- K
  m
}
search <- function(y, k, ...) {
  n <- length(y)
  at <- 5:(n - 4)
  if (k == 0) return(list(knots = integer(), deviance = bent(y, NULL, ...)$deviance))
  sets <- if (k == 1) as.list(at) else { p <- expand.grid(at, at); p <- p[p[, 2] - p[, 1] >= 4, ]; p <- p[order(p[, 1], p[, 2]), ]; split(as.matrix(p), seq_len(nrow(p))) }
  d <- sapply(sets, function(s) bent(y, s, ...)$deviance)
  list(knots = sets[[which.min(d)]], deviance = min(d), all = d)
}
set.seed(31)
yr <- 0:71 / 12
kink <- rpois(72, exp(3 + .3 * yr - .7 * pmax(0, yr - 3)))
data_set("bent", count = kink)
short <- rpois(40, exp(2.5 + .4 * (0:39) / 12 - 1.1 * pmax(0, (0:39) / 12 - 1.5)))
data_set("bent_short", count = short)
for (case in list(list("bent", kink, 1), list("bent", kink, 2), list("bent_short", short, 1), list("bent", kink, 0))) {
  y <- case[[2]]
  k <- case[[3]]
  call <- call_of("joinpoint", case[[1]], paste("--definition bic3 --knots", k), "every knot tried with glm by R, Kim et al. 2000")
  s <- search(y, k)
  m <- bent(y, s$knots)
  expect(call, "result.knots.length", k)
  if (k) expect(call, "result.knots", as.list(as.numeric(s$knots)))
  expect_result(call, list(deviance = s$deviance, df = length(y) - 2 - k, phi = m$phi), 1e-7)
  from <- c(1, s$knots)
  to <- c(s$knots, length(y))
  slopes <- c()
  for (g in seq_len(k + 1)) {
    pick <- c(0, 1, rep(1, g - 1), rep(0, k + 1 - g))
    b <- sum(pick * m$coefficients)
    half <- qt(.975, length(y) - 2 - k) * sqrt(m$phi * drop(pick %*% m$cov %*% pick))
    slopes <- c(slopes, b)
    at <- paste0("result.segments.", g, ".")
    values <- list(from = from[g], to = to[g], apc = 100 * (exp(b) - 1), lower = 100 * (exp(b - half) - 1), upper = 100 * (exp(b + half) - 1))
    for (f in names(values)) expect(call, paste0(at, f), values[[f]], 1e-6)
  }
  expect(call, "result.aapc", 100 * (exp(sum(slopes * (to - from)) / (length(y) - 1)) - 1), 1e-7)
  one <- search(y, 1)
  for (i in c(1, 10, length(one$all))) {
    expect(call, paste0("result.profile.", i, ".knot"), i + 4)
    expect(call, paste0("result.profile.", i, ".deviance"), one$all[i], 1e-7)
  }
  if (k) {
    d <- sapply(0:k, function(j) search(y, j)$deviance)
    expect(call, "result.bic3", as.list(d / m$phi + (3 * (0:k) + 2) * log(length(y))), 1e-7)
  }
}
call <- call_of("joinpoint", "bent", "--definition bic3", "every knot tried with glm by R")
d <- sapply(0:2, function(j) search(kink, j)$deviance)
b <- d / bent(kink, search(kink, 2)$knots)$phi + (3 * (0:2) + 2) * log(72)
expect(call, "result.knots.length", which.min(b) - 1)
call <- call_of("joinpoint", "bent", "--knots 1 --season 1 --grid 20:50", "every knot tried with glm by R")
d <- sapply(20:50, function(k) bent(kink, k, K = 1)$deviance)
expect(call, "result.knots.1", (20:50)[which.min(d)])
expect(call, "result.deviance", min(d), 1e-7)
