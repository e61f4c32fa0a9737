/* LIVE of an AT89S51: its frame is shorter than the page. So what may change while a reply goes out
 * is packed at once over the request that asked for it, and every byte of the page is fetched from
 * its place (live51.c) as it is sent. */
#ifndef FW_LIVE51_H
#define FW_LIVE51_H

struct tiny_live {
  uint8_t head[3];
  uint8_t sup_left_s;
  uint8_t zero; /* high byte of the count of registers: check_read() */
  uint8_t on;
  uint16_t status;
  uint16_t head_seq;
  uint8_t feedback;
  uint16_t tag; /* where the request has it, high byte first */
  uint32_t uptime_ms;
  uint16_t tail_seq;
  uint16_t reasons[2];
  uint8_t op_count;
  uint8_t cause; /* here what is kept of a request ends */
  uint16_t config_crc;
  uint16_t boot_id;
};
union tiny_frame {
  uint8_t bytes[MSN_FRAME_KEPT];
  struct tiny_live live;
};
extern __data union tiny_frame the_line;
#define the_frame (the_line.bytes)
#define the_live (the_line.live)

uint16_t fw_live_register(uint8_t offset);
#define FW_LIVE_REGISTER(self, offset) fw_live_register(offset)

#define FW_BOOT_ID(self) (the_live.boot_id)
#define FW_SHOW(self, name, value) FW_PACK_##name(value)
#define FW_SHOW_TAG(self) FW_PACK_TAG
#define FW_PACK_TAG if (!the_tagged) the_live.tag = 0
#define FW_SHOW_UPTIME(self) the_live.uptime_ms = the_node.uptime_ms
#define FW_PACK_STATUS(value) the_live.status = (value)
#define FW_PACK_EV_HEAD(value) the_live.head_seq = (value)
#define FW_PACK_EV_TAIL(value) the_live.tail_seq = (value)
#define FW_PACK_BOOT_ID(value) ((void)0) /* it lies there */
#define FW_PACK_CFG_CRC(value) the_live.config_crc = (value)
#define FW_PACK_COMMANDED(value) the_live.on = (value)
#define FW_PACK_COIL(value) ((void)0) /* the same */
#define FW_PACK_FEEDBACK(value) the_live.feedback = (value)
#define FW_PACK_INTERLOCK(value) the_live.reasons[0] = (value)
#define FW_PACK_SUP_LEFT(value) the_live.sup_left_s = (uint8_t)(value)
#define FW_PACK_OP_COUNT(value) the_live.op_count = (value)
#define FW_PACK_TRIP_CAUSE(value) the_live.cause = (value)
#define FW_PACK_INTERLOCK_1(value) the_live.reasons[1] = (value)

#endif
