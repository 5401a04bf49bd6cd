#include "common.h"

#include <string.h>

const struct syn_common_option syn_common_options[] = {
    {{"definition", SYN_OPTION_TEXT, NULL, NULL, "one of the definitions"}, 0},
    {{"confidence", SYN_OPTION_NUMBERS, NULL, "0.95",
      "levels of the intervals, from 0.5 to below 1"},
     SYN_USES_CONFIDENCE},
    {{"per", SYN_OPTION_NUMBER, NULL, "1", "units of exposure of a rate"},
     SYN_USES_PER},
    {{"start", SYN_OPTION_TEXT, NULL, NULL, "period of the first row"},
     SYN_USES_CALENDAR},
    {{"period", SYN_OPTION_CHOICE, "month|quarter|tertial|week|day|year",
      "month", "what a row is"},
     SYN_USES_CALENDAR},
    {{"cycle", SYN_OPTION_NUMBER, NULL, NULL, "periods a year"},
     SYN_USES_CALENDAR | SYN_USES_CYCLE},
    {{"season", SYN_OPTION_TEXT, NULL, "none",
      "none, a number of harmonic pairs, factor or auto"},
     SYN_USES_SEASON},
    {{"trend", SYN_OPTION_CHOICE, "yes|no", "yes", "a trend in the model"},
     SYN_USES_TREND},
    {{"time-unit", SYN_OPTION_CHOICE, "year|period", "year",
      "unit of the trend"},
     SYN_USES_TREND},
    {{"baseline", SYN_OPTION_WHOLE, NULL, NULL,
      "limits from the first rows of each segment"},
     SYN_USES_BASELINE},
    {{"force", SYN_OPTION_FLAG, NULL, NULL, "soft refusals become warnings"},
     SYN_USES_FORCE},
    {{"seed", SYN_OPTION_WHOLE, NULL, "1", "of the random numbers"},
     SYN_USES_SEED},
    {{"simulations", SYN_OPTION_WHOLE, NULL, NULL, "how many"},
     SYN_USES_SIMULATIONS},
    {{"residuals", SYN_OPTION_FLAG, NULL, NULL, "adds rows"},
     SYN_USES_RESIDUALS},
    {{"indent", SYN_OPTION_WHOLE, NULL, "2", "of the JSON; 0 is one line"}, 0},
    {{"delimiter", SYN_OPTION_TEXT, NULL, ",", "between fields; or tab"}, 0},
    {{"column", SYN_OPTION_TEXT, NULL, NULL,
      "NAME=HEADER: where a column is read from"},
     0},
    {{"where", SYN_OPTION_TEXT, NULL, NULL, "HEADER=VALUE: rows to keep"}, 0},
    {{"rows", SYN_OPTION_TEXT, NULL, NULL, "A:B: rows to keep"}, 0},
    {{"by", SYN_OPTION_TEXT, NULL, NULL, "HEADER: once for each value"}, 0},
    {{NULL, SYN_OPTION_FLAG, NULL, NULL, NULL}, 0},
};

const struct syn_method_option *syn_method_option_find(
    const struct syn_method *method, const char *name, size_t n)
{
    for (const struct syn_method_option *o = method->options; o && o->name; o++)
        if (strlen(o->name) == n && strncmp(o->name, name, n) == 0)
            return o;
    for (const struct syn_common_option *c = syn_common_options; c->option.name;
         c++)
        if (strlen(c->option.name) == n &&
            strncmp(c->option.name, name, n) == 0)
            return &c->option;
    return NULL;
}
