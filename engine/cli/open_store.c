#include "open_store.h"

#include <samsyn/base/file.h>
#include <samsyn/store/store.h>

enum syn_status syn_cli_open_store(struct syn_catalogue **catalogue,
                                   struct sqlite3 **db,
                                   const char *folder,
                                   const struct syn_call *call)
{
    enum syn_status status =
        syn_catalogue_read(catalogue, folder, call->arena, call->diag);

    if (status)
        return status;
    const char *path =
        syn_path_join(folder, (*catalogue)->project.store, call->arena);
    if (!syn_file_exists(path))
        return syn_diag_fail(call->diag, SYN_EINPUT,
                             (struct syn_loc){path, 0, 0}, "log.no-store",
                             "nothing was loaded yet: samsyn run");
    return syn_store_open(db, path, call->arena, call->diag);
}

enum syn_lang syn_cli_lang(const struct syn_call *call,
                           const struct syn_catalogue *catalogue)
{
    return call->lang_given ? call->lang
                            : (enum syn_lang)catalogue->project.language;
}
