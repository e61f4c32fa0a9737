/* LIVE of an AT89S51 as it is sent: where each byte of the page lies. */
#include "parts.h"

#define AT(member) ((uint8_t)offsetof(struct tiny_live, member))
#define WORD(member) AT(member) + 1, AT(member)

static const uint8_t MSN_CODE places[2 * MSN_LEN_LIVE] = {
    AT(tag), AT(tag) + 1,
    WORD(status),
    WORD(head_seq),
    WORD(tail_seq),
    AT(uptime_ms) + 3, AT(uptime_ms) + 2,
    WORD(uptime_ms),
    WORD(boot_id),
    WORD(config_crc),
    AT(zero), AT(on),
    AT(zero), AT(on),
    AT(zero), AT(feedback),
    WORD(reasons[0]),
    AT(zero), AT(sup_left_s),
    AT(zero), AT(op_count),
    AT(zero), AT(cause),
    WORD(reasons[1]),
};

uint16_t fw_live_register(uint8_t offset)
{
  uint8_t at = (uint8_t)(2u * offset);
  uint8_t high = the_frame[places[at]];
  return (uint16_t)((uint16_t)(high << 8) | the_frame[places[at + 1]]);
}
