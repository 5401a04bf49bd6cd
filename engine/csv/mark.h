/* mark.h - the state of a file, to notice a change.  Private to csv. */
#ifndef SAMSYN_CSV_MARK_H
#define SAMSYN_CSV_MARK_H

#include <samsyn/csv/reader.h>

/* The mark of the open file FD; all zero if it cannot be had. */
struct syn_file_mark syn_mark_of(int fd);

#endif
