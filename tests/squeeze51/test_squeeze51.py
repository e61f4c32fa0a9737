#!/usr/bin/env python3
"""The rules of firmware-shared/port/squeeze51, one by one: a few lines of assembler in, the expected
ones out, and beside each rule where it must keep off."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "firmware-shared", "port", "squeeze51"))

from asm51 import Instruction, Refused, is_label  # noqa: E402
from folds51 import Joiner  # noqa: E402
from moves51 import Memory, drop_dead, drop_saves, plain_names, reuse_values  # noqa: E402
from overlay51 import share_ram, spaces  # noqa: E402
from paths51 import copy_returns, inline_single, straighten  # noqa: E402
from place51 import Placed, pieces  # noqa: E402
from program51 import Program, with_tables  # noqa: E402
from rewrites51 import rewrite  # noqa: E402
from stack51 import deepest  # noqa: E402


def code_of(text):
    lines = [line.strip() for line in text.replace(";", "\n").split("\n")]
    return [line if line.endswith(":") else Instruction(line) for line in lines if line]


def text_of(code):
    return [item if is_label(item) else " ".join(item.text().split()) for item in code]


MEMORY = Memory({"_x", "_y"}, {"_main"})


class Rules(unittest.TestCase):
    def check(self, rule, before, after):
        code = code_of(before)
        rule(code)
        self.assertEqual(text_of(code), text_of(code_of(after)))

    def keeps(self, rule, text):
        self.check(rule, text, text)


class Moves(Rules):
    def test_a_dead_register_is_not_loaded(self):
        rule = lambda code: drop_dead(code, MEMORY)
        self.check(rule, "_main: ; mov r7,#1 ; mov a,#2 ; mov _x,a ; mov r7,#3 ; ret",
                   "_main: ; mov a,#2 ; mov _x,a ; mov r7,#3 ; ret")

    def test_a_register_that_a_callee_reads_is_loaded(self):
        rule = lambda code: drop_dead(code, MEMORY)
        self.keeps(rule, "_main: ; mov r7,#1 ; lcall _f ; mov r7,#3 ; ret ; _f: ; mov _x,r7 ; ret")

    def test_parity_reads_a(self):
        rule = lambda code: drop_dead(code, MEMORY)
        self.keeps(rule, "_main: ; mov a,r7 ; jnb psw.0,L_1 ; inc _x ; L_1: ; clr a ; ret")

    def test_memory_and_devices_are_written_as_they_were(self):
        rule = lambda code: drop_dead(code, MEMORY)
        self.keeps(rule, "_main: ; mov _P1,#1 ; mov _P1,#2 ; mov @r0,a ; mov @r0,a ; ret")

    def test_a_register_is_not_saved_around_what_leaves_it_alone(self):
        rule = lambda code: drop_saves(code, MEMORY)
        self.check(rule, "_main: ; push ar7 ; lcall _f ; pop ar7 ; ret ; _f: ; mov r6,#1 ; ret",
                   "_main: ; lcall _f ; ret ; _f: ; mov r6,#1 ; ret")

    def test_a_register_is_saved_around_what_changes_it(self):
        rule = lambda code: drop_saves(code, MEMORY)
        self.keeps(rule, "_main: ; push ar7 ; lcall _f ; pop ar7 ; ret ; _f: ; mov r7,#1 ; ret")

    def test_a_value_that_is_there_is_not_loaded(self):
        rule = lambda code: reuse_values(code, MEMORY)
        self.check(rule, "mov a,_x ; mov r7,a ; mov a,_x ; ret", "mov a,_x ; mov r7,a ; ret")

    def test_a_value_is_loaded_again_behind_a_call_a_label_or_a_pointer(self):
        rule = lambda code: reuse_values(code, MEMORY)
        for between in ("lcall _f", "L_1:", "mov @r0,#1"):
            self.keeps(rule, "mov a,_x ; %s ; mov a,_x ; ret" % between)

    def test_a_device_is_read_each_time(self):
        rule = lambda code: reuse_values(code, MEMORY)
        self.keeps(rule, "mov a,_P1 ; mov r7,a ; mov a,_P1 ; ret")

    def test_what_an_interrupt_touches_is_not_plain(self):
        rest = ["\t.area DSEG (DATA)", "_x:", "\t.ds 1", "_ticks:", "\t.ds 1"]
        code = code_of("_main: ; ret ; _on_tick: ; lcall _f ; reti ; _f: ; inc _ticks ; ret")
        self.assertEqual(plain_names(rest, code), {"_x"})


class Rewrites(Rules):
    rule = staticmethod(lambda code: rewrite(code, MEMORY))
    counter = ("_main: ; mov r6,%s ; mov r7,(%s + 1) ; inc r6 ; cjne r6,#0x00,L_1 ; inc r7 ; L_1: ;"
               " mov %s,r6 ; mov (%s + 1),r7 ; mov r6,#0 ; mov r7,#0 ; clr a ; clr c ; ret")

    def test_16_bits_are_counted_in_place(self):
        self.check(self.rule, self.counter % (("_x",) * 4),
                   "_main: ; inc _x ; mov a,_x ; jnz L_1 ; inc (_x + 1) ; L_1: ;"
                   " mov r6,#0 ; mov r7,#0 ; clr a ; clr c ; ret")

    def test_16_bits_are_not_counted_into_another_place(self):
        self.keeps(self.rule, self.counter % ("_x", "_x", "_y", "_y"))

    def test_a_byte_is_counted_in_place(self):
        self.check(self.rule, "_main: ; mov a,_x ; inc a ; mov _x,a ; clr a ; ret",
                   "_main: ; inc _x ; clr a ; ret")

    def test_a_device_is_not_counted_in_place(self):
        self.keeps(self.rule, "_main: ; mov a,_P1 ; inc a ; mov _P1,a ; clr a ; ret")

    def test_bits_are_changed_in_place(self):
        self.check(self.rule, "_main: ; mov r7,_x ; orl ar7,#0x04 ; mov _x,r7 ; mov r7,#0 ; ret",
                   "_main: ; orl _x,#0x04 ; mov r7,#0 ; ret")

    def test_bits_are_not_changed_in_place_when_the_register_is_wanted(self):
        self.keeps(self.rule, "_main: ; mov r7,_x ; orl ar7,#0x04 ; mov _x,r7 ; mov a,r7 ; ret")

    def test_or_with_nothing_is_a_move(self):
        self.check(self.rule, "_main: ; clr a ; orl a,_x ; ret", "_main: ; mov a,_x ; ret")

    def test_and_with_nothing_is_none(self):
        self.keeps(self.rule, "_main: ; clr a ; anl a,_x ; ret")

    def test_a_value_goes_where_it_is_wanted(self):
        self.check(self.rule, "_main: ; mov r7,_x ; mov a,r7 ; mov r7,#0 ; ret",
                   "_main: ; mov a,_x ; mov r7,#0 ; ret")

    def test_a_value_that_changes_between_is_kept(self):
        self.keeps(self.rule, "_main: ; mov r7,_x ; inc _x ; mov a,r7 ; mov r7,#0 ; ret")


class Paths(Rules):
    def test_jumps_to_jumps_labels_and_code_without_use_go(self):
        rule = lambda code: straighten(code, {"_main"})
        self.check(rule, "_main: ; jz L_1 ; mov a,#1 ; ret ; L_1: ; ljmp L_2 ; mov a,#9 ;"
                         " L_2: ; mov a,#2 ; L_3: ; ret",
                   "_main: ; jz L_2 ; mov a,#1 ; ret ; L_2: ; mov a,#2 ; ret")

    def test_a_label_that_others_know_stays(self):
        rule = lambda code: straighten(code, {"_main", "_f"})
        self.keeps(rule, "_main: ; ret ; _f: ; ret")

    def test_a_function_with_one_caller_goes_there(self):
        rule = lambda code: inline_single(code, {"_main"})
        self.check(rule, "_main: ; lcall _f ; mov _x,a ; ret ; _f: ; mov a,#1 ; ret",
                   "_main: ; mov a,#1 ; L_end0: ; mov _x,a ; ret")

    def test_a_function_with_two_callers_or_a_root_stays(self):
        rule = lambda code: inline_single(code, {"_main"})
        self.keeps(rule, "_main: ; lcall _f ; lcall _f ; ret ; _f: ; mov a,#1 ; ret")
        rule = lambda code: inline_single(code, {"_main", "_f"})
        self.keeps(rule, "_main: ; lcall _f ; inc a ; ret ; _f: ; mov a,#1 ; ret")

    def test_a_short_return_is_copied_and_a_long_one_not(self):
        self.check(copy_returns, "_main: ; ljmp L_1 ; L_1: ; mov a,#1 ; ret",
                   "_main: ; mov a,#1 ; ret ; L_1: ; mov a,#1 ; ret")
        self.keeps(copy_returns, "_main: ; ljmp L_1 ; L_1: ; add a,#1 ; ret")


class Folds(Rules):
    def test_equal_ends_are_joined(self):
        rule = lambda code: Joiner().join_tails(code)
        self.check(rule, "_f: ; mov _x,#1 ; mov _y,#2 ; ret ; _g: ; inc a ; mov _x,#1 ;"
                         " mov _y,#2 ; ret",
                   "_f: ; ljmp L_tail1 ; _g: ; inc a ; L_tail1: ; mov _x,#1 ; mov _y,#2 ; ret")

    def test_ends_that_differ_or_save_nothing_are_not(self):
        rule = lambda code: Joiner().join_tails(code)
        self.keeps(rule, "_f: ; mov _x,#1 ; ret ; _g: ; mov _x,#2 ; ret")
        self.keeps(rule, "_f: ; inc a ; ret ; _g: ; inc a ; ret")

    sequence = "mov _x,#1 ; mov _y,#2 ; mov a,_x ; "

    def test_a_sequence_that_comes_again_becomes_a_function(self):
        rule = lambda code: Joiner().share(code, 2)
        self.check(rule, "_f: ; %sinc a ; %sdec a ; %sret" % ((self.sequence,) * 3),
                   "_f: ; lcall _shared1 ; inc a ; lcall _shared1 ; dec a ; lcall _shared1 ; ret ;"
                   " _shared1: ; %sret" % self.sequence)

    def test_what_pushes_or_sleeps_or_is_jumped_into_is_not_shared(self):
        rule = lambda code: Joiner().share(code, 2)
        for part in ("push ar7 ; push ar6 ; push ar5 ; ", "setb _EA ; orl _PCON,#1 ; setb _EA ; "):
            self.keeps(rule, "_f: ; %sinc a ; %sret" % (part, part))
        self.keeps(rule, "_f: ; jz L_1 ; mov _x,#1 ; L_1: ; mov _y,#2 ; inc a ; mov _x,#1 ;"
                         " mov _y,#2 ; ret")


def program(data, code):
    made = Program()
    made.areas["main"] = ["\t.area DSEG (DATA)"] + [line for name in data
                                                    for line in (name + ":", "\t.ds 1")]
    made.code = code_of(code)
    return made


class Ram(unittest.TestCase):
    def places(self, data, code):
        """What shares a byte with what."""
        made = program(data, code)
        lines = share_ram(made, {"_main"})
        groups, names = [], []
        for line in lines:
            if line.endswith(":"):
                names.append(line[:-1])
            elif ".ds" in line:
                groups, names = groups + [names], []
        return groups, {name for _, _, name, _ in spaces(made)}

    def test_bytes_that_are_never_wanted_together_share(self):
        groups, left = self.places(["_x", "_y"], "_main: ; mov _x,a ; mov a,_x ; mov _y,a ;"
                                                 " mov a,_y ; ljmp _main")
        self.assertEqual(groups, [["_x", "_y"]])
        self.assertEqual(left, set())

    def test_bytes_that_are_wanted_together_do_not(self):
        groups, _ = self.places(["_x", "_y"], "_main: ; mov _x,a ; mov _y,a ; mov a,_x ;"
                                              " mov a,_y ; ljmp _main")
        self.assertEqual(groups, [["_x"], ["_y"]])

    def test_what_is_wanted_from_the_start_or_pointed_to_or_an_interrupt_s_stays(self):
        for code in ("_main: ; mov a,_x ; mov _x,a ; ljmp _main",
                     "_main: ; mov _x,a ; mov r0,#_x ; ljmp _main",
                     "_main: ; mov _x,a ; ljmp _main ; _on: ; mov _x,a ; mov a,_x ; reti"):
            groups, left = self.places(["_x"], code)
            self.assertEqual((groups, left), ([], {"_x"}), code)


class Stack(unittest.TestCase):
    def test_the_deepest_path_and_the_deepest_interrupt(self):
        code = code_of("_main: ; push ar7 ; lcall _f ; pop ar7 ; ljmp _main ; _f: ; lcall _g ; ret ;"
                       " _g: ; ret ; _on: ; push ar0 ; lcall _g ; pop ar0 ; reti")
        self.assertEqual(deepest(code), (1 + 2 + 2, 1 + 2 + 2))

    def test_what_has_no_deepest_path_is_refused(self):
        for text in ("_main: ; lcall _f ; ret ; _f: ; lcall _f ; ret",
                     "_main: ; jz L_1 ; push ar7 ; L_1: ; ret"):
            with self.assertRaises(Refused):
                deepest(code_of(text))


class Places(unittest.TestCase):
    def forms(self, far, base=0x100):
        code = code_of("_main: ; ljmp L_1 ; " + "mov dptr,#1 ; " * far + "L_1: ; lcall _main ; ret")
        return [line.split()[0] for line in Placed(code, base).text() if "dptr" not in line]

    def test_the_shortest_form_that_reaches(self):
        self.assertEqual(self.forms(42), ["_main:", "sjmp", "L_1:", "acall", "ret"])
        self.assertEqual(self.forms(43), ["_main:", "ajmp", "L_1:", "acall", "ret"])
        self.assertEqual(self.forms(0x800 // 3), ["_main:", "ljmp", "L_1:", "lcall", "ret"])

    def test_a_page_is_counted_from_behind_the_jump(self):
        self.assertEqual(self.forms(43, 0x7FE), ["_main:", "ajmp", "L_1:", "lcall", "ret"])
        self.assertEqual(self.forms(43, 0x7FD), ["_main:", "ljmp", "L_1:", "lcall", "ret"])

    def test_a_test_that_does_not_reach_jumps_over_a_jump(self):
        code = code_of("_main: ; jz L_1 ; " + "mov dptr,#1 ; " * 43 + "L_1: ; ret")
        text = [" ".join(line.split()) for line in Placed(code, 0x100).text() if "dptr" not in line]
        self.assertEqual(text, ["_main:", "jnz L_over1", "ajmp L_1", "L_over1:", "L_1:", "ret"])

    def test_code_that_runs_out_is_refused(self):
        with self.assertRaises(Refused):
            pieces(code_of("_main: ; inc a"))


class Reading(unittest.TestCase):
    def test_what_is_not_understood_ends_the_build(self):
        with self.assertRaises(Refused):
            with_tables([".db 1"])
        with self.assertRaises(Refused):
            Placed(code_of("_main: ; frob a ; ret"), 0)


if __name__ == "__main__":
    unittest.main()
