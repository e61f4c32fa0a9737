/* What one_node.h is for the core, for src/config.c and banks.c: there is one page, that in force or
 * the staged one, as the_looks tells, and who judges it need not be told which. */
#ifndef FW_ONE_CONFIG_H
#define FW_ONE_CONFIG_H

#define config ((const uint16_t __code *)BOARD_CONFIG_AT)
#define fw_config_load(self, page) fw_config_load_()
#define fw_config_valid(class_id, page) fw_config_valid_(class_id)
#define in_ranges(page, ...) in_ranges_(__VA_ARGS__)
#define in_order(page, ...) in_order_(__VA_ARGS__)
#define methane_valid(page) methane_valid_()
#define flow_valid(page) flow_valid_()
#define relay_valid(page) relay_valid_()
#define relay_sound(page) relay_sound_()

#define crc_of_bank(self) crc_of_bank_()
#define fw_bank_keep(self) fw_bank_keep_()
#define fw_bank_put(self, ...) fw_bank_put_(__VA_ARGS__)
#define fw_bank_put_page(self, page) fw_bank_put_page_()
#define fw_bank_recall(self) fw_bank_recall_()
#define fw_bank_turn(self) fw_bank_turn_()
#define fw_bank_word(self, ...) fw_bank_word_(__VA_ARGS__)
#define fw_config_commit(self, ...) fw_config_commit_(__VA_ARGS__)
#define fw_config_take_staged(self) fw_config_take_staged_()
#define newest(self) newest_()
#define put_word(self, ...) put_word_(__VA_ARGS__)
#define stage(self, ...) stage_(__VA_ARGS__)
#define staged_fits(self) staged_fits_()
#define take_staged(self) take_staged_()
#define push_staged(self) push_staged_()
#define bank_whole(self) bank_whole_()

#if FW_STAGES
#define FW_IN_PAGE(page, at) fw_page_register(at)
#define FW_STAGE(self, ...) fw_stage_registers(__VA_ARGS__)
#define FW_STAGED_REGISTER(self, offset) fw_bank_word(self, (uint8_t)(2u * (offset)))
#define FW_LOOK_AT_STAGED(self, looks) (the_looks = (looks))
#define FW_TAKE(self, page) fw_take_page()
#define FW_ONLY_CHANGEABLE(self) fw_page_changeable()
#define FW_HAS_BANKS(self) true
#define FW_LOAD_STAGED(self) ((void)0) /* a page is staged where it is kept */
#define FW_PUT_STAGED(self) ((void)0)
#define FW_STAGE_WHAT_IS(self) fw_bank_put_page(self, the_page)
void fw_take_page(void);
/* False: its memory does not answer. */
bool fw_stage_registers(uint8_t at, const uint8_t MSN_MEM *values, uint8_t count);
bool fw_page_changeable(void); /* the staged page leaves alone what it may not change */
#else
#define FW_IN_PAGE(page, at) (config[at])
#define FW_TAKE(self, page) ((void)0) /* the_factory tells which */
#endif

#endif
