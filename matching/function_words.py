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

_EVERYDAY = {
    "en": "about above across after again against all almost along already also although always am among another "
    "any anyone anything around away back because became become becomes before began begin being below beside best "
    "better between both brought but came can cannot come comes could did do does doing done down during each "
    "either else end enough even ever every everyone everything few first found four full further gave get gets "
    "give given gives go goes going gone good got had half hers herself him himself how however if inside instead "
    "itself just keep keeps kept knew know knows last later least left less let like long longer look made make "
    "makes making many may me might mine more most much must myself near need needed needs neither never new next "
    "no nobody none nor not nothing now off often old once one ones only onto other others ought ourselves out "
    "outside over own part per perhaps put rather really same saw say says see seen several shall should show "
    "shows since six small so some somebody someone something soon still such take taken takes ten than themselves "
    "then there these thing things think those though three through thus till together told too took toward "
    "towards two under until up upon us use used uses using very via want wants way ways well went were what "
    "whatever when whenever where whether while whole whom whose why within without work worked working works "
    "would year years month months week weeks day days yet yours yourself help helped helps start started "
    "run runs running set sets lead leads led real people person short second third line early open other former "
    "weekly daily monthly yearly three four five seven eight nine eleven twelve fifteen twenty thirty forty fifty "
    "sixty hundred thousand dozen million half",
    "fr": "afin ai aient ailleurs ainsi ait alors après aucun aucune aujourd aura aussi autre autres avaient avais "
    "avait avant avez avoir avons beaucoup bien bon bonne bout c ça car ceci cela celle celles celui cependant "
    "certain certaine certaines certains ceux chacun chacune chaque combien contre côté déjà depuis dernier "
    "dernière derrière dès desquels devant devenir deux devons doit doivent donc donne donner dont durant effet "
    "elles encore enfin ensemble ensuite entre envers eu eux faire fais fait faite faites faits fois font fut grand "
    "grande hors ici ils jamais jour jours jusqu jusque là laquelle lequel lors lorsque maintenant même mêmes mettre "
    "mieux moi moins mois monde ni non nôtre nouveau nouvelle nul on ont onze parce parmi partout pendant peu peut "
    "peuvent peux plusieurs plutôt pouvez pouvoir pouvons première premier près presque puis puisque qu quand "
    "quatre quel quelle quelles quelqu quelque quelques quels quoi rien sais sait savoir selon sera serait seront "
    "seul seule seulement si sinon soi soit sommes sous souvent suis tandis tant tel telle telles tels tous tout "
    "toute toutes travail travaille travailler travaillé très trois trop trouve utilise utiliser utilisé va vais "
    "vers veux voici voilà voir vont vous vu an ans année années semaine semaines avoir étaient étais était étant "
    "été êtes aide aider besoin petit petite "
    "cinq sept huit neuf dix douze quinze vingt trente quarante cinquante soixante cent cents mille personne "
    "personnes gens mois hebdomadaire quotidien suivre mise mettre place",
    "es": "además ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ambos antes año años aquel "
    "aquella aquellos aquí así aun aún aunque bajo bastante bien buen buena bueno cada casi cerca cierto como cómo "
    "contra cosa cosas creo cual cuál cuales cualquier cuando cuándo cuanto cuatro cuya cuyo da dan dar debe deben "
    "debo decir dejar demás dentro desde después día días dice dijo donde dónde dos durante ellas ellos entonces "
    "eran eras eres es esa esas ese eso esos estaba estado estamos están estar estas esto estos estoy etc fin fue "
    "fuera fueron fui gran grande hace hacen hacer hacia hago haya he hecho hemos hoy igual incluso ir jamás junto "
    "largo lejos luego llevar llevo mayor mediante mejor menos mes meses mía mientras mío mismo misma mismos mucha "
    "muchas mucho muchos nada nadie ni ningún ninguna ninguno nosotros nuestra nuestras nuestro nuestros nueva "
    "nueve nuevo nunca otra otras otro otros parte pasado peor poca pocas poco pocos poder pone poner primer "
    "primera primero propia propio pude puede pueden puedo pues qué quien quién quienes quiere quiero quizá sabe "
    "saber sé sea según seis semana semanas sería si sí sido siempre siendo siete sino sobre sois sola solamente "
    "solo sólo somos soy suya suyo tal tales tampoco tan tanta tanto te tendrá tener tengo tenía tiene tienen toda "
    "todas todavía todo todos trabajo trabaja trabajar trabajé trabajado tras través tres tu tú tuve tuvo última "
    "último unas usar uso usa usted ustedes va vamos van varias varios vez veces ver verdad voy yo ayuda ayudar "
    "necesita pequeña pequeño "
    "cinco siete ocho diez once doce quince veinte treinta cuarenta cincuenta sesenta cien ciento mil persona "
    "personas gente semanal diario lugar",
    "pt": "acerca agora aí ainda além algo alguém algum alguma algumas alguns ali ambos anos ano antes após aquela "
    "aquelas aquele aqueles aqui aquilo assim até através bastante bem boa bom cada cima coisa coisas comigo conta "
    "contra contudo cuja cujo dá daquela daquele debaixo dela delas dele deles demais depois desde dessa desse "
    "desta deste deve devem dia dias disse disso disto dizer dois doze duas durante elas eles embora enquanto então "
    "era eram és essas esses estamos estão estar estas estava estes estive esteve estiveram estou etc fará faz "
    "fazer fazia feito fez fim ficar fora foram fui grande haver hoje ia ir isso isto jamais lá lado lhe lhes logo "
    "longe lugar maior maioria mal meio melhor menor menos mês meses mesma mesmo mesmas mesmos meus mim minhas "
    "muita muitas muitos nada naquela naquele nela nele nem nenhum nenhuma nesse nessa neste nesta ninguém nisso "
    "nossa nossas nosso nossos nova novo num numa nunca onde ontem outra outras outro outros parte pela perante "
    "perto pode podem poder pois porque porquê posso pouca pouco poucos primeira primeiro própria próprio qual "
    "quais qualquer quando quanto quanta quase quatro que quê quem quer quero saber sei seis seja semana semanas "
    "sempre sendo sete si sido sim sob sobre somente somos sou tal talvez tanto tão tem têm temos tenha tenho ter "
    "teu teve tinha tive toda todas todavia todo todos trabalho trabalha trabalhar trabalhei trabalhou três tudo "
    "última último umas uns usar uso usa utilizar vai vamos vão vários várias vez vezes você vocês vos vou ajuda "
    "ajudar precisa pequena pequeno "
    "cinco oito nove dez onze quinze vinte trinta quarenta cinquenta sessenta cem cento mil pessoa pessoas gente "
    "semanal diário",
    "ar": "أنا أنت نحن هم هن أنتم إذا إذ إلا أي أية أين أما أمام أو أيضا أيضًا أكثر أقل أحد إحدى أول أولى آخر أخرى "
    "أثناء بل بلا بها به بهم بأن بعض بكل بما بدون تحت تلك ذلك تم حول حيث حين حينما خلال خارج داخل دون ذات سوف سوى "
    "ضد ضمن عبر عدة عدم عند عندما عنه عنها على عليه عليها غير فإن فقط فهو فهي فوق فيه فيها فيهم قبل كانوا كذلك كما "
    "كيف لأن لأنه لدى لدي لديه لديها لذلك لقد لكل لكن لكي له لها لهم لهذا لو ليس ليست ماذا متى مثل مما معه معها مع "
    "منه منها منهم نحو نفس نفسه هؤلاء هذان هل هنا هناك وأن وإن وفي ولا ولكن وما ومن وهو وهي وكان وكانت ولم وعلى "
    "وإلى ومع وقد يا يكون تكون يتم يجب يمكن عام عاما عامًا سنة سنوات سنين شهر أشهر أسبوع أسابيع يوم أيام عمل أعمل "
    "عملت يعمل تعمل جدا جديد جديدة كبير كبيرة صغير صغيرة كثير واحد واحدة اثنان ثلاث ثلاثة أربع أربعة خمس خمسة ست "
    "الذين اللذين اللواتي اللاتي والتي والذي مساعدة أحتاج يحتاج نحتاج استخدام أستخدم "
    "سبع سبعة ثمان ثماني ثمانية تسع تسعة عشر عشرة عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين "
    "مئة مائة ألف شخص أشخاص ناس",
}  # fmt: skip

EMPTY_WORDS = {
    language: frozenset(f"{listed} {_EVERYDAY[language]}".split()) for language, listed in _BY_LANGUAGE.items()
}
"""Function and everyday words by language."""

EVERYDAY_WORDS = frozenset(word for listed in _EVERYDAY.values() for word in listed.split())
"""Words of every trade: in common they say nothing of a match, so no reader is told of them; titles keep them."""
