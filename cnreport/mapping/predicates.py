"""What a clause says: its predicate.

A clause of a report opens with its verb (推进海洋经济示范区建设) or with its subject (临港产业加快集聚). In the first
shape all that follows the verb is its object; in the second the verbs before the predicate belong to the subject's name
(各县县城路网改造等项目加快推进). A clause may also end in a state that is no verb: 管护力量不足.
"""

from __future__ import annotations

from collections.abc import Sequence

from cnreport.mapping.clauses import DISPOSAL, ClauseWords

# Prepositions whose noun does, or suffers, what the verb behind it says: that verb is none of theirs.
GIVING = DISPOSAL | {"由", "让", "使", "被", "给"}
# Prepositions that open a clause with a predicate of its own: 为社区配备终端，实现全覆盖.
_OWN = frozenset(["对", "为", "把", "将", "向", "给"])
_NEGATIONS = frozenset(["不", "不够", "未", "没有", "尚未", "不太"])
_BEFORE_OPENING = "DPTRQXM"


class Clause(ClauseWords):
    """A clause, asked for its predicate."""

    def predicate(self) -> int | None:
        """The word that the clause says; None when it says none.

        A clause that opens with a verb says that verb, unless the opening belongs to the subject of a later one:
        开放水平显著提升, 融入“一带一路”取得新突破, 审批事项精简58.9%. Behind a subject it is the verb that stands most
        like a predicate; of equals the first.
        """
        verbs = [k for k in self._outside_prepositions() if self.words[k].text not in self.lexicon.existential]
        state = self._state()
        if not verbs:
            return state
        first = verbs[0]
        disposed = self._disposed(verbs)
        if disposed is not None:
            return disposed
        if all(cls in _BEFORE_OPENING for cls in self.cls[:first]) and not self._qualifies(first):
            return self._behind_opening(verbs) if state is None else self._stated(first, state)
        chosen = max(verbs, key=lambda k: (self._standing(k), -k))
        if self.names(chosen) and chosen + 2 == len(self) and self.cls[-1] == "V" and not self.names(chosen + 1):
            return chosen + 1  # 居民消费结构升级加快
        if state is not None and (self.names(chosen) or self._standing(chosen) < 3):
            return state
        return chosen

    def leads_only(self) -> bool:
        """Whether the clause states no more than a means, an aim or a circumstance of the one behind it."""
        if not self.cls or self.cls[0] != "P" or self.words[0].text not in _OWN:
            return True
        outside = self._outside_prepositions()
        lexicon = self.lexicon
        if self.words[0].text in DISPOSAL and any(self.words[k].text in lexicon.disposing for k in outside):
            return False
        known = (lexicon.action, lexicon.light, lexicon.measuring)
        own = (k for k in outside if k > 2 and self.before(k) in "ND")
        return not any(self.text(k) in words for k in own for words in known)

    def opens(self, predicate: int) -> bool:
        """Whether the clause opens with its predicate, so that no verb behind it can be another one."""
        return self.words[predicate].text not in self.lexicon.causative and all(
            cls in "DTM" for cls in self.cls[:predicate]
        )

    def state_start(self, predicate: int) -> int:
        """The first word of a predicate that is a state: 不强, 有力有效."""
        first = predicate
        while first and self.words[first - 1].text in self.lexicon.states and self.cls[predicate] != "V":
            first -= 1
        if first and self.words[first - 1].text in _NEGATIONS:
            first -= 1
        return first

    def _behind_opening(self, verbs: Sequence[int]) -> int:
        """The predicate of a clause that opens with the verb ``verbs[0]``."""
        first, last = verbs[0], verbs[-1]
        text = self.words[first].text
        if text in self.lexicon.causative:
            return first
        for k in verbs[1:]:
            if self.words[k].text in self.lexicon.resulting and self.before(k) in "NDV" and k - first > 1:
                return k
        if last == len(self) - 1 and self.before(last) == "D" and last - first > 2:
            return last
        if not self._heads_compound(first):
            return first
        later = (
            k
            for k in verbs[1:]
            if k - first > 1 and (self.before(k) in "DA" or self.after(k) in "QP" or self.words[k].text.endswith("于"))
        )
        return next(later, first)

    def _heads_compound(self, k: int) -> bool:
        """Whether the verb may open a noun's name: 审批事项, 租赁价格, 超收收入; not 改造小区."""
        if self.after(k) not in "N":
            return False
        text = self.words[k].text
        if text in self.lexicon.nounlike:
            return True
        known = text in self.lexicon.verbs and text not in self.lexicon.nominal
        return not known and self._is_head(k + 1)

    def _is_head(self, k: int) -> bool:
        """Whether the noun at ``k`` may have the verb before it in its name: 事项, 价格."""
        text = self.words[k].text
        lexicon = self.lexicon
        return text in lexicon.compound_heads or text in lexicon.attributes or text in lexicon.nominal_heads

    def _stated(self, first: int, state: int) -> int:
        """The opening verb, or the state at the end where the verb only names: 服务意识不强."""
        text = self.words[first].text
        return state if text in self.lexicon.nounlike and self.after(first) == "N" else first

    def _state(self) -> int | None:
        """The state that ends the clause: 进展良好, 力量不足, 意识不强."""
        k = len(self) - 1
        if k < 1 or self.cls[k] == "V" or (self.before(k) == "V" and not self.names(k - 1)):
            return None
        listed = self.words[k].text in self.lexicon.states or self.words[k].idiom
        if not listed and (self.cls[k] != "A" or self.before(k) != "D"):
            return None
        subject = k
        while subject and (self.words[subject].text in self.lexicon.states or self.cls[subject] in "DA"):
            subject -= 1
        return k if self.cls[subject] in "NRV" else None

    def _disposed(self, verbs: Sequence[int]) -> int | None:
        """The verb that disposes of what stands behind 把 or 将: 把扩大内需作为基点, 将设备投资纳入抵扣范围."""
        at = next((k for k, word in enumerate(self.words) if word.text in DISPOSAL and self.cls[k] == "P"), None)
        if at is None or any(self.cls[k] == "V" and self.cls[k + 1] not in "PDV" for k in range(at)):
            return None
        behind = [k for k in verbs if k > at + 1]
        for k in behind:
            text = self.words[k].text
            led = self.after(k) == "P" or (k + 1 < len(self) and self.words[k + 1].text in ("成", "为", "好"))
            if text in self.lexicon.disposing or text.endswith(("成", "为", "到", "入", "向", "实", "好", "在")) or led:
                return k
        return behind[-1] if behind else None

    def _standing(self, k: int) -> int:
        """How much the verb looks like the predicate where it stands: adverb, aspect, amount; less in a compound."""
        before, after = self.before(k), self.after(k)
        names = self.names(k)
        score = 2 * (before == "D") + 2 * (after == "S") + (after == "Q") + (after in "NADPT") + (not names)
        adverbial = before == "D" or (len(self.words[k].text) > 3 and self.words[k].text in self.lexicon.light)
        score += 2 * (adverbial and k == len(self) - 1) + 2 * (adverbial and before != "D")
        text = self.words[k].text
        score += 2 * (text in self.lexicon.resulting or (text in self.lexicon.causative and after != "X"))
        score -= 3 * (k + 1 < len(self) and self.words[k + 1].text == "着" and "V" in self.cls[k + 2 :])
        score += 6 * (text in self.lexicon.awaiting)
        if self._qualifies(k):
            score -= 4
        if names and before in "NAV" and after in "NAX":
            score -= 2
        if before == after == "N" and self._is_head(k + 1) and text not in self.lexicon.action:
            score -= 2
        return score

    def _qualifies(self, k: int) -> bool:
        """Whether the verb is in a clause that qualifies a noun, with a further verb behind: 减少事项的目标提前实现."""
        cls = self.cls
        j = k + 1
        while j < len(cls) and cls[j] in "VC":
            j += 1
        if j < len(cls) and cls[j] == "U":
            return True
        while j < len(cls) and cls[j] in "NAVQMCRD":
            j += 1
        if j == len(cls) or cls[j] != "U" or "N" not in cls[:k]:
            return False
        return any(
            cls[m] == "V" and (self.before(m) == "D" or (self.after(m) in "NQSRA" and not self.names(m)))
            for m in range(j + 2, len(cls))
        )

    def _outside_prepositions(self) -> list[int]:
        """The verbs that stand in no prepositional phrase: all of them when every one does."""
        inside = False
        outside = []
        for number, word in enumerate(self.words):
            cls = self.cls[number]
            if cls == "P":
                inside = word.text not in GIVING
            elif cls in "XFD":
                inside = False
            elif cls == "V":
                if not inside or self._ends_phrase(number):
                    outside.append(number)
                inside = False
        return outside or [number for number, cls in enumerate(self.cls) if cls == "V"]

    def _ends_phrase(self, k: int) -> bool:
        """Whether the verb behind the noun of a preposition is the predicate: 为企业提供贷款支持, 对河道进行清理."""
        if self.before(k) not in "NA" or self.names(k) or self.after(k) not in "NASQRVM":
            return False
        text = self.words[k].text
        return text in self.lexicon.light or text in self.lexicon.action or text in self.lexicon.opening

    # -- how far it reaches -------------------------------------------------------------------------------------

    def predicate_end(self, verb: int) -> int:
        """The last word of the predicate: 加快建设, 延伸拓展, 坚持和发展, 搭建好."""
        last = verb
        if self.words[last].text in self.lexicon.awaiting and all(cls in "DV" for cls in self.cls[last:]):
            return len(self) - 1  # 有待提高, 需进一步优化
        if self.words[last].text in self.lexicon.leading and self._shares(last + 1):
            last += 1
        if last + 1 < len(self) and self.words[last + 1].text in ("好", "起来") and self.after(last + 1) in "NAVXS":
            return last + 1
        joined = self.after(last) == "C"
        if joined:
            return self._last_joined(last)
        second = last + 1
        if second >= len(self):
            return last
        lexicon = self.lexicon
        first, text = self.words[last].text, self.words[second].text
        if first in lexicon.disposing and text in lexicon.disposing:
            return second  # 打造成为
        if (first in lexicon.causative or first in lexicon.light) and first not in lexicon.second:
            return last
        if second + 1 < len(self):
            shares = text in lexicon.second or (self._acts(last) and self._acts(second))
            return second if shares and self.cls[second + 1] in ("NARDM" if text in lexicon.second else "NA") else last
        follows = self.cls[second] == "V" and not self.names(second) and text not in lexicon.valued
        return second if follows and first not in lexicon.measuring else last  # 建成投用; not 减少进口

    def _acts(self, k: int) -> bool:
        """Whether the verb at ``k`` is one of two characters that only does, and names nothing: 织密, 扎牢."""
        text, lexicon = self.words[k].text, self.lexicon
        doing = text in lexicon.action and text not in lexicon.measuring and text not in lexicon.causative
        return (
            doing
            and len(text) == 2
            and not self.names(k)
            and text not in lexicon.light
            and text not in lexicon.unit_only
        )

    def _last_joined(self, verb: int) -> int:
        """The last of the verbs that are joined to the one at ``verb`` and share its object: 坚持和完善制度."""
        last = verb
        while (
            self.words[last].text not in self.lexicon.intransitive and last + 3 < len(self) and self.after(last) == "C"
        ):
            second = last + 2
            text = self.words[second].text
            known = (
                text in self.lexicon.second
                or text == "发展"
                or text in self.lexicon.verbs
                or text in self.lexicon.opening
            )
            if not known or self.cls[second] != "V" or self.cls[second + 1] not in "NARDMQCPV":
                break
            last = second
        return last if self.after(last) in "NARDMQPV" else verb

    def _shares(self, k: int) -> bool:
        """Whether the word at ``k`` is a verb with something behind it that it acts on."""
        if k >= len(self):
            return False
        word = self.words[k]
        if k + 1 >= len(self):
            return self.cls[k] == "V" and not self.names(k)
        if self.cls[k + 1] not in "NARDMSQV":
            return False
        if self.cls[k] == "V":
            return word.text in self.lexicon.verbs or word.text in self.lexicon.opening
        return self.cls[k] == "N" and word.text in self.lexicon.opening and self.cls[k + 1] in "NR"
