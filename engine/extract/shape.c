#include "shape.h"

#include <string.h>

void syn_draw_shape(char out[SYN_SHAPE_BYTES], const char *s, size_t n)
{
    size_t i = 0;

    for (; i < n && i < SYN_SHAPE_BYTES - 1; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';
        bool sign = s[i] > 0 && strchr(" .,:;-/+TZ", s[i]);
        out[i] = digit ? '9' : sign ? s[i] : 'a';
    }
    out[i] = '\0';
}

bool syn_is_about_form(const char *rule)
{
    static const char *const rules[] = {"K10", "K12", "K13",
                                        "K14", "K33", "K34"};

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strncmp(rule, rules[i], 3) == 0)
            return true;
    return false;
}
