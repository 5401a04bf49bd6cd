#include <stdio.h>
#include <string.h>

#include <samsyn/base/asset.h>
#include <samsyn/base/file.h>
#include <samsyn/base/text.h>
#include <samsyn/cli/command.h>
#include <samsyn/demo/demo.h>

enum { DEMO };

static const struct syn_option options[] = {
    {"demo", NULL, "a complete example with invented data"},
    {NULL, NULL, NULL},
};

static const char demo_folder[] = "datasets/demo/project/";
static const char start_folder[] = "datasets/demo/start/";

/* Writes what is compiled in below PREFIX to FOLDER. */
static enum syn_status
unpack(const struct syn_call *call, const char *prefix, const char *folder)
{
    enum syn_status status = SYN_OK;

    for (size_t i = 0; !status && i < syn_n_assets; i++) {
        const struct syn_asset *asset = &syn_assets[i];
        if (strncmp(asset->path, prefix, strlen(prefix)) != 0)
            continue;
        const char *path =
            syn_path_join(folder, asset->path + strlen(prefix), call->arena);
        char *above = syn_arena_strdup(call->arena, path);
        *strrchr(above, '/') = '\0';
        status = syn_folder_make(above, call->diag);
        if (!status)
            status = syn_file_write(path, asset->text, asset->size, call->diag);
    }
    return status;
}

static enum syn_status make_folders(const struct syn_call *call,
                                    const char *folder)
{
    static const char *const names[] = {"extracts", "contracts", "indicators",
                                        "codes"};
    enum syn_status status = syn_folder_make(folder, call->diag);

    for (size_t i = 0; !status && i < sizeof names / sizeof *names; i++)
        status = syn_folder_make(syn_path_join(folder, names[i], call->arena),
                                 call->diag);
    return status;
}

static enum syn_status run(const struct syn_call *call)
{
    const char *folder = call->operand[0];
    bool demo = call->value[DEMO] != NULL;
    const char *project = syn_path_join(folder, "samsyn.yaml", call->arena);

    if (strcmp(folder, ".") == 0)
        folder = "./";
    if (syn_file_exists(project))
        return syn_diag_fail(call->diag, SYN_EUSAGE,
                             (struct syn_loc){project, 0, 0}, "init.exists",
                             "there is a project already; nothing was changed");
    enum syn_status status = make_folders(call, folder);
    if (!status)
        status = unpack(call, demo ? demo_folder : start_folder, folder);
    if (!status && demo)
        status = syn_demo_write(folder, call->diag);
    if (status || call->quiet)
        return status;
    printf("%s\n",
           syn_say(call->lang, demo ? "init.demo" : "init.done",
                   (struct syn_place[]){{"folder", call->operand[0]}, {0}},
                   call->arena));
    return SYN_OK;
}

const struct syn_command syn_cmd_init = {
    .name = "init",
    .purpose = "make a project folder, commented; or the demo",
    .operands = "FOLDER",
    .details = "Writes samsyn.yaml and a contract to start from.  Nothing that "
               "exists is changed.",
    .example = "samsyn init --demo demo",
    .options = options,
    .least = 1,
    .most = 1,
    .order = 10,
    .run = run,
};
