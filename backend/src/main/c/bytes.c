/* Buffers, and the pieces that frames are made of. */
#define _GNU_SOURCE
#include "slipway.h"

#include <stdlib.h>
#include <string.h>

void put(struct bytes *to, const void *from, size_t size) {
    if (to->size + size > to->room) {
        size_t room = (to->size + size) * 2;
        uint8_t *grown = realloc(to->at, room);
        if (!grown) fail("the runner has no memory left");
        to->at = grown;
        to->room = room;
    }
    if (size) memcpy(to->at + to->size, from, size);
    to->size += size;
}

void put_u8(struct bytes *to, uint8_t value) {
    put(to, &value, 1);
}

void put_u32(struct bytes *to, uint32_t value) {
    uint8_t four[] = {value >> 24, value >> 16, value >> 8, value};
    put(to, four, 4);
}

void put_u64(struct bytes *to, uint64_t value) {
    put_u32(to, value >> 32);
    put_u32(to, (uint32_t)value);
}

void put_text(struct bytes *to, const char *text) {
    put_u32(to, strlen(text));
    put(to, text, strlen(text));
}

static const uint8_t *take(struct reading *from, size_t size) {
    static const uint8_t zeros[8];
    if ((size_t)(from->end - from->at) < size) {
        from->bad = 1;
        from->at = from->end;
        return zeros;
    }
    const uint8_t *at = from->at;
    from->at += size;
    return at;
}

uint8_t take_u8(struct reading *from) {
    return take(from, 1)[0];
}

uint16_t take_u16(struct reading *from) {
    const uint8_t *at = take(from, 2);
    return (uint16_t)(at[0] << 8 | at[1]);
}

uint32_t take_u32(struct reading *from) {
    const uint8_t *at = take(from, 4);
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

uint64_t take_u64(struct reading *from) {
    uint64_t high = take_u32(from);
    return high << 32 | take_u32(from);
}

char *take_text(struct reading *from) {
    uint32_t size = take_u32(from);
    if ((size_t)(from->end - from->at) < size || memchr(from->at, 0, size)) {
        from->bad = 1;
        size = 0;
    }
    char *text = strndup((const char *)from->at, size);
    if (!text) fail("the runner has no memory left");
    from->at += size;
    return text;
}

void write_u32(FILE *out, uint32_t value) {
    uint8_t four[] = {value >> 24, value >> 16, value >> 8, value};
    fwrite(four, 1, 4, out);
}

void write_u64(FILE *out, uint64_t value) {
    write_u32(out, value >> 32);
    write_u32(out, (uint32_t)value);
}
