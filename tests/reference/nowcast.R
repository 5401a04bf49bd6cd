# Nowcasts: triangles of occurrence and delay.

# A triangle as a table: N[t, d] is seen where t + d - 1 <= rows.
triangle_set <- function(name, N, first = 1, ...) {
  seen <- which(row(N) + col(N) - 1 <= nrow(N), arr.ind = TRUE)
  seen <- seen[order(seen[, 1], seen[, 2]), ]
  data_set(name, occurred = first - 1 + seen[, 1], delay = seen[, 2] - 1, count = N[seen])
}
seen_of <- function(N) ifelse(row(N) + col(N) - 1 <= nrow(N), N, NA)

set.seed(99)
share <- c(.35, .3, .15, .1, .06, .04)
draw <- function(n, mu) t(sapply(seq_len(n), function(i) rmultinom(1, rpois(1, mu), share)))
triangles <- list(now_many = draw(24, 40), now_few = draw(18, 3), now_short = draw(12, 8))
triangles$now_few[17:18, 1] <- 0
triangles$now_few[18, ] <- 0
for (name in names(triangles)) triangle_set(name, triangles[[name]])
# Each row printed must be in order of occurrence; rows of the data may not be.
N <- triangles$now_many
seen <- which(row(N) + col(N) - 1 <= nrow(N), arr.ind = TRUE)
seen <- seen[rev(seq_len(nrow(seen))), ]
data_set("now_dated", occurred = sprintf("%d-%02d", 2022 + (seen[, 1] - 1) %/% 12, 1 + (seen[, 1] - 1) %% 12),
  delay = seen[, 2] - 1, count = N[seen], expected = 38 + 4 * sin(seen[, 1]))

curve_of <- function(N, window = Inf) {
  n <- nrow(N)
  D <- ncol(N)
  g <- sapply(seq_len(D), function(d) {
    t <- which(seq_len(n) + d - 1 <= n)
    t <- tail(t, min(window, length(t)))
    sum(N[t, d]) / sum(N[t, seq_len(d)])
  })
  F <- rev(cumprod(rev(c(1 - g[-1], 1))))
  list(hazard = g, F = F)
}

nowcast_rows <- function(N, a, b, window = Inf, confidence = .95) {
  n <- nrow(N)
  D <- ncol(N)
  k <- curve_of(N, window)
  lapply(seq_len(n), function(t) {
    last <- min(D, n - t + 1)
    x <- sum(N[t, seq_len(last)])
    F <- k$F[last]
    if (last == D) return(list(reported = x, completeness = 1, nowcast = x, lower = x, upper = x))
    bt <- if (is.function(b)) b(t) else b
    mean <- (1 - F) * (a + x) / (bt + F)
    q <- function(p) qnbinom(p, size = a + x, mu = mean)
    if (F == 1) return(list(reported = x, completeness = 1, nowcast = x, late_mean = 0, lower = x, upper = x))
    list(reported = x, completeness = F, nowcast = x + mean, late_mean = mean, late_size = a + x,
      lower = x + q((1 - confidence) / 2), upper = x + q((1 + confidence) / 2))
  })
}
expect_nowcast <- function(call, N, rows, window = Inf) {
  for (t in c(1, tail(seq_along(rows), 4))) expect_row(call, t, rows[[t]])
  k <- curve_of(N, window)
  for (d in unique(c(1, 2, length(k$F)))) {
    expect(call, paste0("result.delays.", d, ".delay"), d - 1)
    expect(call, paste0("result.delays.", d, ".cdf"), k$F[d])
    expect(call, paste0("result.delays.", d, ".hazard"), k$hazard[d])
  }
  expect_result(call, list(total_reported = sum(sapply(rows, `[[`, "reported")),
    total = sum(sapply(rows, `[[`, "nowcast"))))
}
complete_mean <- function(N) mean(rowSums(N[seq_len(nrow(N) - ncol(N) + 1), ]))

lawless <- "Lawless 1994 and 6.10, by R"
for (name in names(triangles)) {
  N <- triangles[[name]]
  m <- complete_mean(N)
  call <- call_of("nowcast", name, "--fixed-delay", lawless)
  expect_nowcast(call, N, nowcast_rows(N, 4, 4 / m))
  call <- call_of("nowcast", name, "--fixed-delay --prior-size 2.5 --prior-mean 6 --confidence 0.8", lawless)
  expect_nowcast(call, N, nowcast_rows(N, 2.5, 2.5 / 6, confidence = .8))
  call <- call_of("nowcast", name, "--fixed-delay --definition flat-prior", paste("baselinenowcast's form,", lawless))
  expect_nowcast(call, N, nowcast_rows(N, 1, 0))
  call <- call_of("nowcast", name, "--fixed-delay --definition flat-prior --window 7", lawless)
  expect_nowcast(call, N, nowcast_rows(N, 1, 0, 7), 7)
}
N <- triangles$now_many
call <- call_of("nowcast", "now_dated", "--fixed-delay", lawless)
expect_nowcast(call, N, nowcast_rows(N, 4, function(t) 4 / (38 + 4 * sin(t))))
expect(call, "rows.24.occurred", "2023-12")

# An earlier as-of, and a shorter delay
call <- call_of("nowcast", "now_many", "--fixed-delay --as-of 20 --max-delay 3", lawless)
M <- N[1:20, 1:4]
expect_nowcast(call, M, nowcast_rows(M, 4, 4 / complete_mean(M)))

# --- chain ladder with the error of England and Verrall ------------------------------

ladder <- function(N) {
  n <- nrow(N)
  S <- seen_of(N)
  d <- data.frame(y = as.vector(S), t = factor(as.vector(row(S))), d = factor(as.vector(col(S))))
  fitted <- d[!is.na(d$y), ]
  m <- glm(y ~ t + d, poisson, fitted, control = glm.control(1e-15, 200))
  phi <- sum(residuals(m, "pearson")^2) / m$df.residual
  future <- d[is.na(d$y), ]
  x <- model.matrix(~ t + d, future)
  mu <- exp(drop(x %*% coef(m)))
  v <- phi * vcov(m) / summary(m)$dispersion
  C <- x %*% v %*% t(x) * outer(mu, mu)
  se <- sapply(seq_len(n), function(t) {
    i <- which(future$t == t)
    if (length(i)) sqrt(phi * sum(mu[i]) + sum(C[i, i])) else 0
  })
  late <- sapply(seq_len(n), function(t) sum(mu[future$t == t]))
  list(phi = phi, se = se, late = late, total_se = sqrt(phi * sum(mu) + sum(C)))
}
for (name in c("now_many", "now_short")) {
  N <- triangles[[name]]
  if (name == "now_short") N <- N + 1
  if (name == "now_short") triangle_set("now_short1", N)
  l <- ladder(N)
  k <- curve_of(N)
  call <- call_of("nowcast", if (name == "now_short") "now_short1" else name, "--definition chain-ladder --fixed-delay",
    "glm(family = quasipoisson) of occurrence and delay, England & Verrall 2002")
  x <- rowSums(seen_of(N), na.rm = TRUE)
  for (t in tail(seq_len(nrow(N)), 6)) {
    expect_row(call, t, list(reported = x[t], nowcast = x[t] + l$late[t], se = l$se[t]), 1e-7)
  }
  expect_result(call, list(phi = l$phi, total = sum(x + l$late), total_se = l$total_se), 1e-7)
  expect(call, "result.factors", as.list(k$F[-1] / k$F[-length(k$F)]))
}
N <- triangles$now_few
call <- call_of("nowcast", "now_few", "--definition chain-ladder --fixed-delay", "6.10")
expect_row(call, 18, list(reported = 0, nowcast = 0, lower = NA, upper = NA))

# --- Mack ---------------------------------------------------------------------------

# Taylor and Ashe's claims, as in Mack 1993.
claims <- matrix(c(
  357848, 766940, 610542, 482940, 527326, 574398, 146342, 139950, 227229, 67948,
  352118, 884021, 933894, 1183289, 445745, 320996, 527804, 266172, 425046, NA,
  290507, 1001799, 926219, 1016654, 750816, 146923, 495992, 280405, NA, NA,
  310608, 1108250, 776189, 1562400, 272482, 352053, 206286, NA, NA, NA,
  443160, 693190, 991983, 769488, 504851, 470639, NA, NA, NA, NA,
  396132, 937085, 847498, 805037, 705960, NA, NA, NA, NA, NA,
  440832, 847631, 1131398, 1063269, NA, NA, NA, NA, NA, NA,
  359480, 1061648, 1443370, NA, NA, NA, NA, NA, NA, NA,
  376686, 986608, NA, NA, NA, NA, NA, NA, NA, NA,
  344014, NA, NA, NA, NA, NA, NA, NA, NA, NA), 10, byrow = TRUE)
triangle_set("claims", claims)
amounts <- t(apply(claims, 1, cumsum)) + .25
triangle_set("claims_cumulative", amounts)
mack <- function(C, rule) {
  n <- nrow(C)
  D <- ncol(C)
  f <- sigma2 <- base <- numeric(D - 1)
  for (k in seq_len(D - 1)) {
    i <- which(!is.na(C[, k + 1]))
    base[k] <- sum(C[i, k])
    f[k] <- sum(C[i, k + 1]) / base[k]
    sigma2[k] <- if (length(i) > 1) sum(C[i, k] * (C[i, k + 1] / C[i, k] - f[k])^2) / (length(i) - 1) else NA
  }
  K <- D - 1
  if (is.na(sigma2[K])) {
    if (rule == "mack") sigma2[K] <- min(sigma2[K - 1]^2 / sigma2[K - 2], min(sigma2[K - 2], sigma2[K - 1]))
    else {
      k <- which(!is.na(sigma2) & sigma2 > 0)
      fit <- lm(log(sqrt(sigma2[k])) ~ k)
      sigma2[K] <- exp(2 * sum(coef(fit) * c(1, K)))
    }
  }
  full <- C
  for (k in seq_len(K)) full[is.na(full[, k + 1]), k + 1] <- full[is.na(full[, k + 1]), k] * f[k]
  mse <- sapply(seq_len(n), function(i) {
    from <- sum(!is.na(C[i, ]))
    if (from == D) return(0)
    k <- from:K
    full[i, D]^2 * sum(sigma2[k] / f[k]^2 * (1 / full[i, k] + 1 / base[k]))
  })
  total <- sum(mse)
  for (i in seq_len(n)) {
    from <- sum(!is.na(C[i, ]))
    if (from == D || i == n) next
    k <- from:K
    total <- total + full[i, D] * sum(full[(i + 1):n, D]) * sum(2 * sigma2[k] / f[k]^2 / base[k])
  }
  list(f = f, sigma = sqrt(sigma2), ultimate = full[, D], se = sqrt(mse), total_se = sqrt(total))
}
for (rule in c("mack", "log-linear")) {
  for (name in c("claims", "claims_cumulative")) {
    C <- if (name == "claims") t(apply(claims, 1, cumsum)) else amounts
    m <- mack(C, rule)
    call <- call_of("nowcast", name, paste("--force --definition mack --sigma", rule,
      if (name == "claims") "" else "--cumulative"), "Mack 1993 by R")
    for (t in c(2, 6, 10)) expect_row(call, t, list(nowcast = m$ultimate[t], se = m$se[t]))
    expect(call, "result.factors", as.list(m$f))
    expect(call, "result.sigma", as.list(m$sigma))
    expect_result(call, list(total = sum(m$ultimate), total_se = m$total_se))
  }
}
# The published table 3: reserves and standard errors in per cent.
call <- call_of("nowcast", "claims", "--force --definition mack", "Mack 1993, table 3; ChainLadder's GenIns")
expect(call, "rows.2.se", 75535, 1e-5)
expect(call, "rows.10.se", 1363155, 1e-5)
expect(call, "result.total_se", 2447095, 1e-5)
call <- call_of("nowcast", "claims", "--force --definition chain-ladder --fixed-delay", "England & Verrall 2002, ODP bootstrap, analytic")
l <- ladder(claims)
expect_result(call, list(phi = l$phi, total_se = l$total_se), 1e-7)

# A window of complete periods is longer than the delays: Mack with long triangles
N <- triangles$now_many
S <- seen_of(N)
C <- t(apply(S, 1, cumsum))
m <- mack(C, "mack")
call <- call_of("nowcast", "now_many", "--definition mack", "Mack 1993 by R")
for (t in c(19, 22, 24)) expect_row(call, t, list(nowcast = m$ultimate[t], se = m$se[t]))
expect(call, "result.sigma", as.list(m$sigma))
expect_result(call, list(total = sum(m$ultimate), total_se = m$total_se))

refused(call_of("nowcast", "claims"), "too-few-points")
refused(call_of("nowcast", "claims_cumulative", "--force --column count=delay --column delay=count"), "domain")
