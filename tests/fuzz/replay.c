/* replay.c - runs a fuzzer over files, without libFuzzer: so the corpus is a
 * test of every build, whatever the compiler. */
#include "fuzz.h"

enum { MOST_BYTES = 1 << 20 };

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    /* Exactly as long as the input: a read past its end is seen. */
    uint8_t *room = malloc(MOST_BYTES), *data = NULL;
    size_t n = file && room ? fread(room, 1, MOST_BYTES, file) : 0;

    if (file && room)
        data = malloc(n ? n : 1);
    if (!data) {
        perror(path);
        return 1;
    }
    memcpy(data, room, n);
    LLVMFuzzerTestOneInput(data, n);
    fclose(file);
    free(room);
    free(data);
    return 0;
}

int main(int argc, char **argv)
{
    int bad = 0;

    for (int i = 1; i < argc; i++)
        bad |= run_file(argv[i]);
    printf("%d inputs\n", argc - 1);
    return bad;
}
