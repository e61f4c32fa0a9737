/* What one_node.h is for the core, for src/config.c and banks.c: there is one page, in force or
 * staged, as the_looks tells, and who judges it need not be told which. */
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

#define bank_whole(self) bank_whole_()
#define commit(self) commit_()
#define fw_bank_keep(self) fw_bank_keep_()
#define fw_bank_put(self, ...) fw_bank_put_(__VA_ARGS__)
#define fw_bank_recall(self) fw_bank_recall_()
#define fw_bank_turn(self) fw_bank_turn_()
#define fw_bank_word(self, ...) fw_bank_word_(__VA_ARGS__)
#define fw_config_commit(self, ...) fw_config_commit_(__VA_ARGS__)
#define fw_page_crc(page) fw_page_crc_()
#define fw_staged_register(self, ...) fw_staged_register_(__VA_ARGS__)
#define recall(self) recall_()
#define seal_of(self) seal_of_()
#define number_of(self) number_of_()
#define stage(self, ...) stage_(__VA_ARGS__)
#define staged_fits(self) staged_fits_()
#define take_staged(self) take_staged_()
#define push_staged(self) push_staged_()

#if FW_STAGES
#define FW_IN_PAGE(page, at) fw_page_register(at)
#define FW_STAGE(self, ...) fw_stage_registers(__VA_ARGS__)
#define FW_STAGED_CRC(self) fw_page_crc_()
#define FW_LOOK_AT_STAGED(self, looks) (the_looks = (looks))
#define FW_TAKE(self, page) ((void)0) /* the_factory tells which */
#define FW_TAKE_STAGED(self) fw_take_page()
#define FW_HAS_BANKS(self) true
#define FW_LOAD_STAGED(self) ((void)0) /* a page is staged where it is kept */
#define FW_PUT_STAGED(self) true
#define FW_STAGE_WHAT_IS(self) fw_stage_page()
void fw_take_page(void);
/* False: its memory does not answer. */
bool fw_stage_registers(uint8_t at, const uint8_t MSN_MEM *values, uint8_t count);
void fw_stage_page(void); /* what is in force; the_looks ends */
uint16_t fw_staged_register_(uint8_t offset);
#else
#define FW_IN_PAGE(page, at) (config[at])
#define FW_TAKE(self, page) ((void)0) /* the_factory tells which */
#endif

#endif
