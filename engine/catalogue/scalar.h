/* scalar.h - what a user wrote as one word, read as what it must be.  Each
 * returns false, and leaves OUT alone, if TEXT is not exactly that. */
#ifndef SAMSYN_CATALOGUE_SCALAR_H
#define SAMSYN_CATALOGUE_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include <samsyn/catalogue/schema.h>

/* Digits with a sign or none; zeros in front count for nothing. */
bool syn_scalar_int64(int64_t *out, const char *text);
bool syn_scalar_int(int *out, const char *text);

/* "0.05"; no exponent, no comma. */
bool syn_scalar_number(double *out, const char *text);

/* true or false, yes or no, ja or nei. */
bool syn_scalar_bool(bool *out, const char *text);

/* "2024-01", as year * 12 + month - 1. */
bool syn_scalar_month(int *out, const char *text);

/* "2024-01-31", or also "31.01.2024". */
bool syn_scalar_date(int *out, const char *text);

/* "13-25", "15", "65-", within 0 to SYN_AGE_MAX. */
bool syn_scalar_ages(struct syn_ages *out, const char *text);

/* The index of TEXT in the NULL-terminated CHOICES, or -1. */
int syn_scalar_choice(const char *const *choices, const char *text);

/* What is said at AT when TEXT, given for KEY, is none of CHOICES. */
enum syn_status syn_choice_fail(const struct syn_written *at,
                                const char *key,
                                const char *text,
                                const char *const *choices,
                                struct syn_arena *arena,
                                struct syn_diag *diag) SYN_NODISCARD;

#endif
