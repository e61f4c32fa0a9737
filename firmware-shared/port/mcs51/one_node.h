/* An 8051 program has one node, and its compiler pays for every pointer to it (15 % of the code,
 * and RAM for each argument). So, included before every source of the image, this file makes the
 * first argument of the shared code vanish: calls, prototypes and definitions alike lose it, and
 * `node` and `rtu` in their bodies mean the one node at its fixed place. The shared sources know
 * nothing of it. A function that is missing in this list does not compile. */
#ifndef FW_ONE_NODE_H
#define FW_ONE_NODE_H

#include "board.h"

#define node (&the_node)
#define rtu (&the_node.line)

#define clear_node(self) clear_node_()
#define close_by_hand(self) close_by_hand_()
#define compare_contacts(self) compare_contacts_()
#define content_byte(self) content_byte_()
#define drop_oldest(self) drop_oldest_()
#define execute(self) execute_()
#define fw_methane_contact_ds(self) fw_methane_contact_ds_()
#define fw_methane_acknowledged(self) fw_methane_acknowledged_()
#define fw_methane_attended(self) fw_methane_attended_()
#define fw_methane_blocked(self) fw_methane_blocked_()
#define fw_methane_init(self) fw_methane_init_()
#define fw_methane_refresh(self) fw_methane_refresh_()
#define fw_methane_status(self) fw_methane_status_()
#define fw_node_line_reset(self) fw_node_line_reset_()
#define fw_refresh(self) fw_refresh_()
#define fw_relays_all(self) fw_relays_all_()
#define fw_serve(self) fw_serve_()
#define fw_status(self) fw_status_()
#define fw_supervision_left_s(self) fw_supervision_left_s_()
#define fw_supervision_lost(self) fw_supervision_lost_()
#define fw_supervision_polled(self) fw_supervision_polled_()
#define judge_gas(self) judge_gas_()
#define judge_health(self) judge_health_()
#define msn_rtu_init(self) msn_rtu_init_()
#define msn_rtu_listen(self) msn_rtu_listen_()
#define left_ds(self) left_ds_()
#define pending(self) pending_()

/* ... and one class, so the dispatch (src/class.c) goes the same way. */
#define fw_class_init(self) fw_methane_init_()
#define fw_class_step(self, ...) fw_methane_step_(__VA_ARGS__)
#define fw_class_refresh(self) fw_methane_refresh_()
#define fw_class_status(self) fw_methane_status_()
#define fw_class_blocked(self, index) fw_methane_blocked_()
#define fw_class_contact_ds(self) fw_methane_contact_ds_()
#define fw_class_acknowledged(self) fw_methane_acknowledged_()
#define fw_class_attended(self) fw_methane_attended_()
#define FW_SETUP(self) ((const struct fw_node_setup __code *)BOARD_SETUP_AT)

#define band(self, ...) band_(__VA_ARGS__)
#define direct_trip(self, ...) direct_trip_(__VA_ARGS__)
#define echoes_nonce(self, ...) echoes_nonce_(__VA_ARGS__)
#define fw_acknowledge(self, ...) fw_acknowledge_(__VA_ARGS__)
#define fw_config(self, ...) fw_config_(__VA_ARGS__)
#define fw_command_register(self, ...) fw_command_register_(__VA_ARGS__)
#define fw_command_step(self, ...) fw_command_step_(__VA_ARGS__)
#define fw_event_register(self, ...) fw_event_register_(__VA_ARGS__)
#define fw_methane_step(self, ...) fw_methane_step_(__VA_ARGS__)
#define fw_node_rx(self, ...) fw_node_rx_(__VA_ARGS__)
#define fw_node_tx(self, ...) fw_node_tx_(__VA_ARGS__)
#define fw_register(self, ...) fw_register_(__VA_ARGS__)
#define fw_relays_blocked(self, ...) fw_relays_blocked_(__VA_ARGS__)
#define fw_relays_close(self, ...) fw_relays_close_(__VA_ARGS__)
#define fw_supervision_step(self, ...) fw_supervision_step_(__VA_ARGS__)
#define identity(self, ...) identity_(__VA_ARGS__)
#define judge_range(self, ...) judge_range_(__VA_ARGS__)
#define msn_rtu_elapse(self, ...) msn_rtu_elapse_(__VA_ARGS__)
#define msn_rtu_push(self, ...) msn_rtu_push_(__VA_ARGS__)
#define nonce(self, ...) nonce_(__VA_ARGS__)
#define operate(self, ...) operate_(__VA_ARGS__)
#define permit_close(self, ...) permit_close_(__VA_ARGS__)
#define read_contacts(self, ...) read_contacts_(__VA_ARGS__)
#define refuse(self, ...) refuse_(__VA_ARGS__)
#define sample(self, ...) sample_(__VA_ARGS__)
#define select_relay(self, ...) select_relay_(__VA_ARGS__)
#define serve_read(self, ...) serve_read_(__VA_ARGS__)
#define serve_write(self, ...) serve_write_(__VA_ARGS__)
#define step_line(self, ...) step_line_(__VA_ARGS__)
#define step_pins(self, ...) step_pins_(__VA_ARGS__)

#define answer(self, ...) answer_(__VA_ARGS__)
#define conclude(self, ...) conclude_(__VA_ARGS__)
#define fw_command_request(self, ...) fw_command_request_(__VA_ARGS__)
#define fw_relays_step(self, ...) fw_relays_step_(__VA_ARGS__)
#define fw_relays_trip(self, ...) fw_relays_trip_(__VA_ARGS__)
#define judge_limit(self, ...) judge_limit_(__VA_ARGS__)
#define reply_registers(self, ...) reply_registers_(__VA_ARGS__)
#define secured_request(self, ...) secured_request_(__VA_ARGS__)

#define fw_node_step(self, ...) fw_node_step_(__VA_ARGS__)
#define fw_report(self, ...) fw_report_(__VA_ARGS__)
#define poll_registers(self, ...) poll_registers_(__VA_ARGS__)
#define write_registers(self, ...) write_registers_(__VA_ARGS__)

#define fw_node_init(self, ...) fw_node_init_(__VA_ARGS__)

#include "fw/node.h"

extern __pdata struct fw_node the_node;

#endif
