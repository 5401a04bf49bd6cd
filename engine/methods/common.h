/* common.h - the options that all methods have.  Private to methods. */
#ifndef SAMSYN_METHODS_COMMON_H
#define SAMSYN_METHODS_COMMON_H

#include <samsyn/methods/method.h>

/* USES is who echoes it; 0 is nobody. */
struct syn_common_option {
    struct syn_method_option option;
    unsigned uses;
};

extern const struct syn_common_option syn_common_options[];

#endif
