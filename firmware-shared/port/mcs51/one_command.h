/* What one_node.h is for the core, for commands and their proof (src/command.c, functions.c,
 * proof.c and the cipher of protocol/). */
#ifndef FW_ONE_COMMAND_H
#define FW_ONE_COMMAND_H

#if MSN_TINY
/* A secured request lies where the write under way lies. */
#define request (the_frame + the_node.reply.held)
#define answer(self, asked, ...) answer_(__VA_ARGS__)
#define authentic(self, asked) authentic_()
#define conclude(self, asked) conclude_()
#define fw_command_request(self, asked, ...) fw_command_request_(__VA_ARGS__)
#define judge(self, asked) judge_()
#define perform(self, asked) perform_()
#define permit(self, asked) permit_()
#define report_person(self, asked, ...) report_person_(__VA_ARGS__)
#else
#define answer(self, ...) answer_(__VA_ARGS__)
#define authentic(self, ...) authentic_(__VA_ARGS__)
#define conclude(self, ...) conclude_(__VA_ARGS__)
#define fw_command_request(self, ...) fw_command_request_(__VA_ARGS__)
#define judge(self, ...) judge_(__VA_ARGS__)
#define perform(self, ...) perform_(__VA_ARGS__)
#define permit(self, ...) permit_(__VA_ARGS__)
#define report_person(self, ...) report_person_(__VA_ARGS__)
#endif

#define begin(self, ...) begin_(__VA_ARGS__)
#define enter(self, ...) enter_(__VA_ARGS__)
#define fw_authentic(self, ...) fw_authentic_(__VA_ARGS__)
#define fw_caps_mac(self) fw_caps_mac_()
#define fw_command_beat(self) fw_command_beat_()
#define fw_command_register(self, ...) fw_command_register_(__VA_ARGS__)
#define fw_lock_out(self) fw_lock_out_()
#define fw_new_nonce(self, ...) fw_new_nonce_(__VA_ARGS__)
#define fw_other_function(self, ...) fw_other_function_(__VA_ARGS__)
#define fw_plain_nonce(self, ...) fw_plain_nonce_(__VA_ARGS__)
#define fw_proof_beat(self) fw_proof_beat_()
#define fw_refused(self) fw_refused_()
#define fw_set_mode(self, ...) fw_set_mode_(__VA_ARGS__)
#define fw_sign_result(self, ...) fw_sign_result_(__VA_ARGS__)
#define keep_as_nonce(self) keep_as_nonce_()
#define keyed(self) keyed_()
#define permit_close(self) permit_close_()
#define push_bytes(self, ...) push_bytes_(__VA_ARGS__)
#define push_demand(self, ...) push_demand_(__VA_ARGS__)
#define restart(self, ...) restart_(__VA_ARGS__)
#define silence(self, ...) silence_(__VA_ARGS__)
#define trip(self, ...) trip_(__VA_ARGS__)

#if FW_WITH_MAC
/* A secured request with its seven registers ends before byte 25 of the frame, its CRC left out;
 * the CMAC runs behind it. */
#define CMAC_AT 25
#define cmac ((struct msn_cmac __idata *)(the_frame + CMAC_AT))
#define block (the_frame + CMAC_AT)
#define area ((const uint8_t __code *)BOARD_KEYS_AT)
#define msn_aes_add(self, keys, ...) msn_aes_add_(__VA_ARGS__)
#define msn_aes_encrypt(self, keys) msn_aes_encrypt_()
#define msn_cmac_finish(self, keys) msn_cmac_finish_()
#define msn_cmac_push(self, keys, ...) msn_cmac_push_(__VA_ARGS__)
#define msn_cmac_start(self) msn_cmac_start_()
#define mix(self) mix_()
#define substitute(self) substitute_()
#endif

#endif
