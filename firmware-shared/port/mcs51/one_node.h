/* An 8051 program has one node, and its compiler pays for every pointer to it (15 % of the code,
 * and RAM for each argument). So, included before every source of the image, this file makes the
 * first argument of the shared code vanish: calls, prototypes and definitions alike lose it, and
 * `node` and `rtu` in their bodies mean the one node at its fixed place, in directly addressed RAM;
 * its arrays lie apart in indirectly addressed RAM. The shared sources know nothing of it. A
 * function that is missing in this list, or in that of its class (one_methane.h ...), does not
 * compile. */
#ifndef FW_ONE_NODE_H
#define FW_ONE_NODE_H

#if defined(MSN_TINY) && MSN_TINY
#include <at89x51.h>
#else
#include <at89x52.h>
#endif

#include "fw/classes.h"

#if FW_WITH_RELAY && MSN_TINY
#include "relay51_board.h"
#elif FW_WITH_RELAY
#include "relay_board.h"
#elif FW_WITH_FLOW
#include "flow_board.h"
#else
#include "board.h"
#endif

#define node (&the_node)
#define inputs (&the_inputs)
#define outputs (&the_outputs)
#define rtu (&the_node.line)

#include "one_command.h"

#define begin_count(self) begin_count_()
#define count_on(self) count_on_()
#define next_count(self) next_count_()
#define take_id(self) take_id_()
#define take_other(self) take_other_()
#define fw_count_boot(self) fw_count_boot_()
#define fw_nvm_read(self, ...) fw_nvm_read_(__VA_ARGS__)
#define fw_nvm_write(self, ...) fw_nvm_write_(__VA_ARGS__)
#define keep(self, ...) keep_(__VA_ARGS__)
#define other_is(self) other_is_()
#define close_by_hand(self) close_by_hand_()
#define head_byte(self) head_byte_()
#define register_byte(self) register_byte_()
#define drop_oldest(self) drop_oldest_()
#define execute(self) execute_()
#define pack_live(self) pack_live_()
#define fw_node_line_reset(self) fw_node_line_reset_()
#define fw_refresh(self) fw_refresh_()
#define fw_relays_all(self) fw_relays_all_()
#define fw_serve(self) fw_serve_()
#define fw_status(self) fw_status_()
#define fw_supervision_polled(self) fw_supervision_polled_()
#define msn_rtu_init(self) msn_rtu_init_()
#define msn_rtu_listen(self) msn_rtu_listen_()
#define FW_SETUP(self) ((const struct fw_node_setup __code *)BOARD_SETUP_AT)
#define FW_PLATE16(self, member) fw_plate_word((uint8_t)offsetof(struct fw_node_setup, member))
#define FW_SERIAL_LOW(self) FW_PLATE16(self, serial)
#define FW_SERIAL_HIGH(self) fw_plate_word((uint8_t)(offsetof(struct fw_node_setup, serial) + 2u))
#define FW_FLAG(self, name) the_##name
#define MSN_RTU_FLAG(self, name) the_##name
#if FW_WITH_FACTORY
#define FW_AT(self, offset) fw_page_register(offset)
#else
#define FW_AT(self, offset) (config[offset])
#define FW_LOW(self, name) (((const uint8_t __code *)BOARD_CONFIG_AT)[2 * FW_CONFIG_AT(name)])
#endif
#if MSN_TINY
#define FW_RESET_CAUSE(self) (the_cold ? 1 : 2)
#define FW_NOTE_RESET_CAUSE(self, cause) ((void)0) /* the port knows it */
#endif
#define FW_CONFIG_CRC(self) fw_page_crc_()
#define FW_NOTE_CONFIG_CRC(self)
#if FW_WITH_RELAY
#define FW_SUPPLY(self) 0
#else
#define FW_SUPPLY(self) the_inputs.supply_mv
#endif
#define FW_NOTE_SUPPLY(self, in)
#define FW_KEYS(self) ((const uint8_t __code *)BOARD_KEYS_AT)
#define FW_CMAC(self) cmac
#define FW_NONCE(self) the_nonce
#define MSN_AES_ROUND() FEED_DOG()
#define FW_EVENTS(self) the_events
#define MSN_FRAME(self) the_frame
#define FW_CLEARED(self) /* by the start-up code */
#define FW_FLASH_CONFIG(page) ((const uint16_t __code *)BOARD_CONFIG_AT)
#define FW_PLATE(self, plate, key_area, memory) /* at fixed places */

#define direct_trip(self) direct_trip_()
#define fw_acknowledge(self, ...) fw_acknowledge_(__VA_ARGS__)
#define fw_event_register(self, ...) fw_event_register_(__VA_ARGS__)
#define fw_node_rx(self, ...) fw_node_rx_(__VA_ARGS__)
#define fw_node_tx(self, to) fw_node_tx_()
#define FW_SEND(to, byte) (P3_2 = 0, SBUF = (byte)) /* the driver, and out */
#define fw_register(self, ...) fw_register_(__VA_ARGS__)
#define fw_relays_blocked(self, ...) fw_relays_blocked_(__VA_ARGS__)
#define fw_relays_close(self, ...) fw_relays_close_(__VA_ARGS__)
#define fw_relays_reasons(self, ...) fw_relays_reasons_(__VA_ARGS__)
#define identity(self, ...) identity_(__VA_ARGS__)
#define msn_rtu_elapse(self, ...) msn_rtu_elapse_(__VA_ARGS__)
#define msn_rtu_push(self, ...) msn_rtu_push_(__VA_ARGS__)
#define refuse(self, ...) refuse_(__VA_ARGS__)
#define serve_write(self, ...) serve_write_(__VA_ARGS__)
#define step_line(self, ...) step_line_(__VA_ARGS__)
#define step_pins(self, ...) step_pins_(__VA_ARGS__)

#define beat(self, in) beat_()
#define check_read(self) check_read_()
#define diagnosis(self, ...) diagnosis_(__VA_ARGS__)
#define drive(self, out) drive_()
#define fw_class_secured(self, ...) fw_class_secured_(__VA_ARGS__)
#define fw_class_total(self, ...) fw_class_total_(__VA_ARGS__)
#define fw_relays_beat(self) fw_relays_beat_()
#define fw_supervision_beat(self) fw_supervision_beat_()
#define take(self, ...) take_(__VA_ARGS__)
#include "one_config.h"
#define fw_relays_step(self, ...) fw_relays_step_(__VA_ARGS__)
#define fw_relays_trip(self, ...) fw_relays_trip_(__VA_ARGS__)
#define reply_registers(self) reply_registers_()

#define fw_node_step(self, in, out, ms) fw_node_step_(ms)
#define fw_report(self, ...) fw_report_(__VA_ARGS__)
#define write_registers(self) write_registers_()

#define fw_node_init(self, plate, page, key_area, memory, boot, cause) \
  fw_node_init_(boot, cause)

#include <stddef.h>

#include "msn/port.h"
#include "watchdog.h"
#if FW_WITH_METHANE
#include "one_methane.h"
#endif
#if FW_WITH_FLOW
#include "one_flow.h"
#endif
#if FW_WITH_RELAY
#include "one_relay.h"
#endif

/* The node's flags and those of its line. */
extern __bit the_overflow, the_host_lost, the_reboot, the_tagged, the_restarted, the_factory;
extern __bit the_sup_tripped, the_counted, the_expired, the_half, the_fresh, the_dropping;
#if FW_STAGES
extern __bit the_second, the_spoiled; /* of fw/node.h */
extern __bit the_looks;     /* registers are those of the staged page */
extern __bit the_committed; /* those that a commit may change lie in the_page */
#endif
#if MSN_TINY
extern __bit the_cold; /* this boot came with the power */
#endif

#if MSN_TINY
#include "live51.h"
#endif
#include "fw/node.h"

extern __data struct fw_node the_node;
#if FW_WITH_METHANE
extern __data struct fw_gas the_gas;
extern __idata struct fw_methane the_methane;
#endif
extern MSN_MEM struct fw_node_inputs the_inputs;
#if FW_WITH_FLOW
extern __data struct fw_flow the_flow;
extern __idata struct fw_totals the_totals;
#endif
extern MSN_MEM struct fw_node_outputs the_outputs;
#if FW_STAGES
extern __idata uint16_t the_page[FW_PAGE_COUNT];
#endif
uint16_t fw_page_register(uint8_t offset);
uint16_t fw_plate_word(uint8_t at); /* of the setup, little-endian */
#if FW_WITH_MAC
extern __idata uint8_t the_nonce[FW_NONCE_BYTES];
#endif
extern MSN_MEM uint16_t the_events[MSN_EVENT_DEPTH * FW_EVENT_WORDS];
#if !MSN_TINY
#define FRAME_SIZE MSN_FRAME_KEPT /* the CMAC (one_command.h) ends before */
extern __idata uint8_t the_frame[FRAME_SIZE];
#endif

#endif
