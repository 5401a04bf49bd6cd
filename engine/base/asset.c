#include <samsyn/base/asset.h>

#include <string.h>

const struct syn_asset *syn_asset_find(const char *path)
{
    for (size_t i = 0; i < syn_n_assets; i++)
        if (strcmp(syn_assets[i].path, path) == 0)
            return &syn_assets[i];
    return NULL;
}
