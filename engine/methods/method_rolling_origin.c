#include <math.h>
#include <string.h>

#include "chart.h"
#include "predict.h"

enum { ORIGINS = 12, MOST_HORIZON = 1000, MOST_MODELS = 16 };

/* Probabilities whose quantiles are scored by pinball loss. */
static const double scored[] = {0.1, 0.5, 0.9};
enum { N_SCORED = 3 };

static const struct syn_method_option options[] = {
    {"models", SYN_OPTION_TEXT, NULL, "glm,snaive,mean",
     "names of models, with commas; their options with a prefix: --ses.alpha"},
    {"origins", SYN_OPTION_TEXT, NULL, NULL,
     "A:B, the last training rows; else the last twelve that can be scored"},
    SYN_PREDICT_OPTIONS,
    {NULL, SYN_OPTION_FLAG, NULL, NULL, NULL},
};

struct score {
    const char *model;
    double mae, mse, bias, pinball, mase, *error;
    enum syn_refusal refusal;
};

struct roll {
    struct syn_times times;
    const double *y, *exposure;
    size_t from, to, h;
    double scale;
};

/* One step of one model: adds to its scores. */
static bool add(struct score *score,
                struct syn_stat *s,
                const struct roll *r,
                size_t origin)
{
    struct syn_prediction p;
    size_t step = r->h - 1;
    double seen = r->y[origin + r->h];
    struct syn_past past = {.times = &r->times, .y = r->y, .n = origin + 1};
    past.exposure = r->exposure;
    past.future = r->exposure ? r->exposure + origin + 1 : NULL;
    if (!syn_predict(&p, &score->refusal, s, score->model, &past, r->h))
        return false;
    double error = seen - p.mean[step];
    score->error[origin - r->from] = error;
    score->mae += fabs(error);
    score->mse += error * error;
    score->bias += error;
    for (size_t k = 0; k < N_SCORED; k++) {
        double off = seen - syn_predict_quantile(&p, step, scored[k]);
        score->pinball +=
            fmax(scored[k] * off, (scored[k] - 1) * off) / N_SCORED;
    }
    return true;
}

static bool roll(struct score *score, struct syn_stat *s, const struct roll *r)
{
    double n = (double)(r->to - r->from + 1);
    score->error = syn_stat_room(s, r->to - r->from + 1);
    for (size_t origin = r->from; origin <= r->to; origin++)
        if (!add(score, s, r, origin))
            return false;
    score->mae /= n;
    score->mse /= n;
    score->bias /= n;
    score->pinball /= n;
    score->mase = r->scale > 0 ? score->mae / r->scale : NAN;
    return true;
}

/* The mean seasonal step of the rows up to the first origin. */
static double scale_of(const struct roll *r)
{
    size_t c = r->times.cycle >= 1 ? (size_t)r->times.cycle : 1, used = 0;
    double sum = 0;
    for (size_t i = c; i <= r->from; i++, used++)
        sum += fabs(r->y[i] - r->y[i - c]);
    return used ? sum / (double)used : NAN;
}

static bool read_roll(struct roll *r, struct syn_stat *s)
{
    const char *origins = syn_stat_option(s, "origins");
    double horizon = syn_stat_number(s, "horizon");
    r->y = syn_stat_column_of(s, "count", "value");
    r->exposure = syn_stat_column_maybe(s, "exposure");
    if (!r->y || s->status || !syn_stat_times(&r->times, s))
        return false;
    if (!isnan(horizon) && !(horizon >= 1 && horizon <= MOST_HORIZON)) {
        syn_stat_wrong(s, "horizon");
        return false;
    }
    r->h = isnan(horizon) ? 1 : (size_t)horizon;
    if (s->n < r->h + 2) {
        syn_stat_refuse(
            s, s->n ? SYN_REFUSAL_TOO_FEW_POINTS : SYN_REFUSAL_NO_DATA, NULL);
        return false;
    }
    if (syn_stat_missing(s, r->y) ||
        (r->exposure && (syn_stat_missing(s, r->exposure) ||
                         syn_stat_not_exposures(s, r->exposure))))
        return false;
    size_t last = s->n - 1 - r->h;
    r->to = last;
    r->from = last + 1 > ORIGINS ? last + 1 - ORIGINS : 0;
    if (origins &&
        !syn_times_range(&r->from, &r->to, &r->times, origins, s->arena)) {
        syn_stat_wrong(s, "origins");
        return false;
    }
    r->to = r->to < last ? r->to : last;
    if (r->from > r->to) {
        syn_stat_wrong(s, "origins");
        return false;
    }
    r->scale = scale_of(r);
    return true;
}

static const struct score *
find(const struct score *score, size_t n, const char *model)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(score[i].model, model) == 0 && !score[i].refusal)
            return &score[i];
    return NULL;
}

static bool beats(const struct score *a, const struct score *b)
{
    return a->mae < b->mae && a->pinball < b->pinball;
}

/* The glm if it beats both benchmarks, by MASE (the same scale for all, so by
 * MAE) and pinball loss; else the mean; without those, the least MASE. */
static const char *choose(const struct score *score, size_t n)
{
    const struct score *glm = find(score, n, "glm");
    const struct score *mean = find(score, n, "mean");
    const struct score *naive = find(score, n, "snaive"), *best = NULL;
    if (mean && naive && glm)
        return beats(glm, mean) && beats(glm, naive) ? "glm" : "mean";
    for (size_t i = 0; i < n; i++)
        if (!score[i].refusal && (!best || score[i].mae < best->mae))
            best = &score[i];
    return best ? best->model : NULL;
}

static void
put_score(struct syn_stat *s, const struct roll *r, const struct score *score)
{
    syn_put_object(s, NULL);
    syn_put_text(s, "model", score->model);
    if (score->refusal) {
        syn_put_text(s, "refused", syn_refusal_id(score->refusal));
        syn_put_text(s, "reason", syn_refusal_reason(score->refusal));
    } else {
        syn_put(s, "mae", score->mae);
        syn_put(s, "rmse", sqrt(score->mse));
        syn_put(s, "bias", score->bias);
        syn_put(s, "mase", score->mase);
        syn_put(s, "pinball", score->pinball);
        syn_put_list(s, "errors", score->error, r->to - r->from + 1);
    }
    syn_put_object_end(s);
}

static void run(struct syn_stat *s)
{
    struct roll r = {0};
    size_t n;
    const char *const *names =
        syn_stat_names(s, syn_stat_option(s, "models"), &n);
    if (!read_roll(&r, s))
        return;
    struct score *score = syn_arena_alloc(s->arena, n + 1, sizeof *score);
    for (size_t i = 0; i < n; i++) {
        score[i] = (struct score){.model = names[i]};
        if (!syn_predict_known(names[i]) || n > MOST_MODELS) {
            syn_stat_wrong(s, "models");
            return;
        }
        if (!roll(&score[i], s, &r) && s->status)
            return;
    }
    const char *chosen = choose(score, n);
    if (!chosen) {
        syn_stat_refuse(s, n ? score[0].refusal : SYN_REFUSAL_DOMAIN, NULL);
        return;
    }
    syn_stat_result(s);
    syn_put_array(s, "models");
    for (size_t i = 0; i < n; i++)
        put_score(s, &r, &score[i]);
    syn_put_array_end(s);
    syn_put_text(s, "chosen", chosen);
    syn_stat_result_end(s);
}

const struct syn_method syn_method_rolling_origin = {
    .name = "rolling-origin",
    .purpose = "which model would have told the last periods best",
    .columns = "[t|period],count,[exposure] | value",
    .uses = SYN_USES_CALENDAR | SYN_USES_SEASON | SYN_USES_TREND | SYN_USES_PER,
    .options = options,
    .prefixed = true,
    .result = "models:[{model mae rmse bias mase pinball errors[]}] chosen",
    .formula =
        "  each model fitted up to each origin, judged --horizon rows "
        "later; error = seen - forecast, bias its mean\n"
        "  mase: mae over the mean seasonal step up to the first origin; "
        "pinball at 0.1, 0.5, 0.9",
    .example = "  count\n  12\n  ...\n  samsyn stat rolling-origin month.csv",
    .reference = "Hyndman & Koehler 2006",
    .run = run,
};
