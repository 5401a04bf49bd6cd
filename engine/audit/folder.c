#include <samsyn/audit/folder.h>
enum syn_status syn_folder_audit(struct syn_folder_audit *out,
                                 const struct syn_folder_call *call,
                                 struct syn_arena *arena,
                                 struct syn_diag *diag)
{
    (void)call;
    (void)arena;
    (void)diag;
    *out = (struct syn_folder_audit){0};
    return SYN_OK;
}
