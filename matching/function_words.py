"""Words that only hold a sentence together in our five languages: they count, but explain nothing."""

_BY_LANGUAGE = {
    "en": "a an and are as at be been by for from has have he her his i in into is it its me my of on or "
    "our she that the their them they this to was we were which who will with you your",
    "fr": "a à au aux avec ce cette ces chez comme d dans de des du elle en est et être il ils j je l la "
    "le les leur leurs lui ma mais mes mon n ne nos notre nous ou où par pas plus pour qu que qui s "
    "sa sans se ses son sont sur un une vos votre vous y",
    "es": "a al ante como con de del desde donde e el ella en entre era es esta este ha han hasta la las "
    "le les lo los me mi mis más muy no nos o para pero por que se ser sin sobre su sus también un "
    "una unos y ya",
    "pt": "a ao aos as com como da das de do dos e é ela ele em entre era essa esse esta este eu foi há "
    "já mais mas me meu minha muito na nas no nos não o os ou para pela pelas pelo pelos por que se "
    "sem ser seu seus sua suas são também um uma",
    "ar": "في من على إلى عن مع أن إن أو و ثم قد لا ما هذا هذه التي الذي كان كانت بين بعد قبل حتى كل هو هي لم لن منذ",
}

FUNCTION_WORDS = frozenset(word for listed in _BY_LANGUAGE.values() for word in listed.split())
