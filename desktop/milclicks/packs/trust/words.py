"""The six words by which two people compare a key: read them aloud, or look at both screens.

No language's words, so that nobody has to know one: four Latin letters that every keyboard of this
app's languages has, a consonant and a vowel twice. No two words differ by e and i or by o and u
alone, which some languages do not tell apart. Ten bits a word, 60 in all. The list and its order
are part of the format and never change.
"""

from __future__ import annotations

import hashlib
from typing import Final

COUNT: Final = 6
_BITS: Final = 10
LIST: Final = tuple(
    """
bada bade bado bafa bafi bafo baga bage bago baka baki baku bala bale balu bama bame bamu bana
bane bano bara bari baro bata bati bato bava bave bavu beda bedi bedu befu begi beka bela bema
beme beni bera beri beru besa besi beso beta beti beto beva bevo bifa biga bigo biki bile bilu
bimo bina bino bive boda bodi bofa bofe bola bolu boma bora bori botu bove bovo budo bufu buli
bume bumo buro busa buse busu buta bute buva daba dabe dabo dafa dafi dafo daga dagi dago daka
dake dako dala dali dalo dama dame damu dana dane danu dara dari daru dasa dase daso data dati
dato dava davi davo defa defi dega demo dena dero dese deta deva deve devo difo digi digu dila
dile dilo dima dime dine dino dira diri disa diso diti dito dofe doga dogo doka doma dome domo
dona doni dosa doto dova duba dube dubo dufa dufu duge duki duko dula duli dulu dunu dusi duso
duta dute duve duvo faba fabi fabo fada fadi fadu fala fali falu fama fami famu fana fane fanu
fara fari faro fasa fasi faso fata fati fato fava fave favu feba febi febu fedi feka feki feko
feli felu femo fena feni feno feru feta feto fida fidu fila fima fime fira fire fiti fiva fivi
fivu foba foge fola fole fone fono fora fore foti fova fove fube fubo fuga fugu fulu fume fumo
funa furu futa futo fuvo gaba gabi gabo gada gade gado gafa gafe gafu gaka gake gako gala gale
galu gama gami gamu gana gano gara gari garo gata gati gato gava gave gavo geba gebi gebu geda
gede gedo gefa gefi geka gela geli gelo geme gena geni gere geva gevu gifo gike giku gima gimu
gino gira giro gita giti gito give goba gobi gobu gofi gofo goki goko gona goni gono gore gose
gufa guka guma gume gumu gura guro gusa guso guva guvi guvo kaba kabi kabo kada kadi kado kala
kale kalu kama kame kamu kana kani kano kara kare karo kata kate katu kava kave kavu kebi kebo
keda kede kefe kefu kega kegi kele kelu kema kemo kena kene keva kevu kiba kidu kifa kigu kila
kime kisa kisi kiso kivi kobe koda kode kofa kofe kofu koga kogi kola koli kolo komi kora kore
koro kosa kose koso kota kove kovo kuba kubo kudu kugo kuma kumu kuti kuto kuva laba labe labu
lada lade lado lafa lafi lafo laga lagi lago laka laki lako lama lami lamo lana lani lanu lara
lare laru lasa lasi laso lata lati latu lava lave lavo lebe lefa lefi lega legi legu lemi lemo
lena lene lenu lere leti leto leva levi liba libu lida lidi lido lifu lika like liko lima lira
liru lita livo loba lofe lofo loga logu loma lomi lone lono lore loro losa loso lota loto lovi
lovu lube lubu lufa luge lumo luna lura luse lute luva maba mabi mabu mada made madu mafa mafe
mafu maga magi magu maka make maku mana mani manu mara mare maru masa masi masu mata mati mato
mava mave mavo mebi mebu meda medu mefi mega meki meku mele melu meta meti meto meva meve mevu
miba midi mifa mifo migo mika mila mini mino misa mise misu moda modi modo mofa mofi mofo moga
mogo moki mola moli moni monu mose moso mota moti mova muba mube mubo mugi muka muku mulu muna
musa mutu muve naba nabe nabu nada nade nado nafa nafe nafu naga nagi nagu naka naki naku nala
nali nalu nama name namo nara nari nava navi navu neba nedo nefo neka neke neku neme nera neri
neru neve nibe nibo nida nidi nifa nife nila nile nilo nima nimo nisa nise nisu niva nivo nobo
noda node nodu nofa nofi nofo noga nogi nogu noka noku noma nomu nosa nota notu nova nuba nubi
nuki numi nura nure nuru nuse nusu nute nuvo rada rade radu rafa rafi rafu raga rage rago raka
raki raku rala rale ralo rama rame ramu rana rane ranu rasa rase raso rava ravi ravo reba rebo
reda rede redo refa refe refu reka reke rela reli relo reme remo rena resa reva revu ribe riga
rige rigo riku rima rini rino rise riso rita riti ritu rivi roba robu roda rodi rofa roga rogi
rogo roku rola rolu roma romo rona rone ronu rosa rose rota rove rovo rube rudo rufi rufo ruka
ruke rule rume rusu ruti rutu ruva saba sabe sabu safa safe safo saga sago saka saki saku sala
sale salu sama sami samu sana sani sanu sara sari saro sata sate sava save savu seba sebe sefa
sefu sege sego sema semu sena seta seti seve sibu sifi siga sila sili silo simi sino situ siva
sivo sobi soda sofi soga sogu soli solu soma somi sono sori soru sota sovi suba subo sudi sudu
sufa sufo suge sula sumo suna suni sura suti suto suva suvo taba tabi tabu tafa tafi tafu taga
tagi tago taka taki tako tala tali talu tama tame tamo tana tani tano tasa tase tasu tava tave
tavu teba tebu tedi tedu tefe tefo tege teki tela tema temi tena teno teve tevu tibi tida tifa
tiga tigo tika tiku tili tilu timo tini tira tiri tiro tisa tise tisu tiva toba toda todi tofa
tofe togo toka toke toku tome tomu tova tovu tubi tubu tudo tufo tuga tugi tuma tura ture turu
tuve vaba vabi vabo vada vade vadu vafa vafe vafo vala vali valo vama vame vamo vana vani vano
vara vari varo vasa vasi vasu vata vate vato veba vebo vede vedu vefe vefu vegu veka veke veku
veli vemi vemo veno vera vero vesa veso veta vete vibe vida vifa viga vigi vila vilu vima vina
vini viri visi vito voba vobi vobo vodi voga voka voko vole voma vome vomu vono vora voru vosa
voti vuda vudo vufa vufi vufo vuge vugu vuke vula vulo vuna vure vuse vusu vuta vuto
""".split()
)


def words_of(public: bytes) -> tuple[str, ...]:
    """The six words of a public key (32 bytes)."""
    digest = hashlib.sha256(b"milclicks words\0" + public).digest()
    number = int.from_bytes(digest[:8], "big") >> (64 - COUNT * _BITS)
    places = [(number >> (_BITS * n)) & (2**_BITS - 1) for n in reversed(range(COUNT))]
    return tuple(LIST[place] for place in places)


def same(typed: str, words: tuple[str, ...]) -> bool:
    """Whether somebody typed these words, with any signs between them."""
    letters = "".join(sign if sign.isalpha() else " " for sign in typed.casefold())
    return tuple(letters.split()) == words
