#include "mark.h"

#include <sys/stat.h>

struct syn_file_mark syn_mark_of(int fd)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return (struct syn_file_mark){0};
    return (struct syn_file_mark){.device = (uint64_t)info.st_dev,
                                  .number = (uint64_t)info.st_ino,
                                  .bytes = (uint64_t)info.st_size,
                                  .modified_s = info.st_mtim.tv_sec,
                                  .modified_ns = info.st_mtim.tv_nsec,
                                  .changed_s = info.st_ctim.tv_sec,
                                  .changed_ns = info.st_ctim.tv_nsec};
}
