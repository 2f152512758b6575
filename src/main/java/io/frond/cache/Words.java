package io.frond.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words that guards know. All in lower case, without accents. */
final class Words {
    /** Say little about what is asked. */
    static final Set<String> SMALL = words(
            "a an the this that these those it its i me my mine we us our you your he she him her his they them their"
                    + " is are was were be been being am do does did done has have had having will would can could shall should"
                    + " may might must of in on at to from for with by about as into and or but if then so than too very"
                    + " just please thanks thank hi hello hey there here what which who whom whose when where why how"
                    + " not no never any some also get got ok okay tell know want need like help let s t m re ve ll d"
                    + " because since still already now yet really actually am im ive id up out am what's");

    static final Set<String> NEGATIONS =
            words("not no never without none nobody nothing neither nor cannot unable except unless impossible hardly");

    /** Negations, and the verbs that go with them. */
    static final Set<String> DENYING = words(
            "not no never without none nobody nothing neither nor cannot unable except unless"
                    + " impossible hardly do does did is are was were will would can could should have has had any some ever it");

    /** Contractions as people write them without the apostrophe. */
    static final Set<String> NEGATED = words(
            "dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt havent hasnt hadnt mustnt aint");

    static final Map<String, String> NUMBERS = table(
            "zero 0 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13"
                    + " fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40"
                    + " fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100 thousand 1000 million 1000000"
                    + " billion 1000000000 third 3"
                    + " fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10");

    static final Map<String, String> MONTHS =
            table("january 1 february 2 april 4 june 6 july 7 august 8 september 9 october 10 november 11 december 12"
                    + " jan 1 feb 2 apr 4 jun 6 jul 7 aug 8 sep 9 sept 9 oct 10 nov 11 dec 12 monday mo tuesday tu"
                    + " wednesday we thursday th friday fr saturday sa sunday su christmas xm easter ea spring sp autumn au"
                    + " winter wi weekend wk ramadan ra thanksgiving tg halloween ha");

    /** Months only where they begin with a capital within a sentence. */
    static final Map<String, String> DOUBTFUL_MONTHS = table("may 5 march 3 mar 3");

    /** Where both questions name one they must name the same. */
    static final Map<String, String> UNITS = table(
            "km km kilometer km kilometers km kilometre km kilometres km mile mi miles mi meter m meters m metre m metres m"
                    + " foot ft feet ft ft ft inch in inches in cm cm mm mm kg kg kilo kg kilos kg kilogram kg kilograms kg gram g"
                    + " grams g lb lb lbs lb pound lb pounds lb ounce oz ounces oz liter l liters l litre l litres l gallon gal"
                    + " gallons gal ml ml celsius c fahrenheit f second s seconds s minute min minutes min hour h hours h day d"
                    + " days d week w weeks w month mo months mo year y years y decade dc decades dc century cy centuries cy"
                    + " kb kb mb mb gb gb tb tb kw kw mw mw watt wt watts wt volt v volts v usd $ dollar $ dollars $ eur e euro e"
                    + " euros e gbp lb yen yen jpy yen chf chf franc chf francs chf rupee inr rupees inr inr inr aud aud cad cad"
                    + " percent %");

    /** Of each pair the one does not answer the other. */
    static final List<String[]> OPPOSITES = opposites(
            "enable:disable|activate:deactivate|allow:forbid,prohibit,ban,disallow"
                    + "|increase,raise:decrease,reduce,lower|buy,purchase:sell|open:close|start,begin:stop,end,finish"
                    + "|include:exclude|minimum,min:maximum,max|more:less,fewer|most:least|highest:lowest|largest,biggest:smallest"
                    + "|best:worst|cheapest:expensive|send:receive|deposit:withdraw,withdrawal|add:remove,delete"
                    + "|accept,approve:reject,decline,deny|lock:unlock|freeze:unfreeze|block:unblock|before:after|earlier:later"
                    + "|with:without|legal:illegal|safe:unsafe,dangerous|import:export|upload:download|lend:borrow|husband:wife"
                    + "|mother:father|son:daughter|brother:sister|male,men,man:female,women,woman|daily:weekly,monthly,yearly,annually"
                    + "|weekly:monthly,yearly,annually|monthly:yearly,annually|left:right|north:south|east:west|morning:evening"
                    + "|win,won:lose,lost|true:false|first:last|next:previous|above:below|over:under|inside:outside|hire:fire,dismiss"
                    + "|install:uninstall|subscribe:unsubscribe|encrypt:decrypt|encode:decode|compress:decompress|connect:disconnect"
                    + "|push:pull|ascending:descending|input:output|incoming:outgoing|inbound:outbound|arrive,arrival:depart,departure"
                    + "|child,children:adult,adults|young,younger,youngest:old,older,oldest|hot:cold|fast,faster,fastest:slow,slower,slowest"
                    + "|day:night|public:private|debit:credit|domestic:international|advantage,advantages,pros:disadvantage,disadvantages,cons"
                    + "|strengths:weaknesses|gain:loss|profit:loss|gross:net|employer:employee|buyer:seller|tenant:landlord"
                    + "|permanent:temporary|full:empty|enter:leave,exit|join:leave,quit|today:tomorrow,yesterday|tomorrow:yesterday"
                    + "|past:future|ancient:modern|maximize:minimize|synchronous:asynchronous|horizontal:vertical|client:server"
                    + "|encouraged:discouraged|required,mandatory:optional|possible:impossible|able:unable|valid:invalid"
                    + "|success:failure|succeed:fail|appear:disappear|agree:disagree|connected:disconnected|attach:detach"
                    + "|mount:unmount|show:hide|expand:collapse|login:logout|inhale:exhale|breakfast:lunch,dinner|lunch:dinner"
                    + "|summer:winter|husbands:wives|uncle:aunt|king:queen|boys,boy:girls,girl|odd:even|even:odd|positive:negative"
                    + "|fixed:variable|front:back|top:bottom|upper:lower|wet:dry|heavy:light|tall:short|deep:shallow|rich:poor");

    /** Order a form or a manner of answering. */
    static final Set<String> ORDERS =
            words("json xml yaml csv html markdown table bullet bullets briefly sentence sentences"
                    + " paragraph summarize summarise summary translate translation rhyme poem haiku ignore pretend"
                    + " uppercase lowercase emoji emojis eli5 roleplay pirate english german french spanish italian"
                    + " portuguese dutch russian chinese japanese korean arabic hindi turkish polish deutsch"
                    + " prompt disregard append verbatim reveal override jailbreak");

    /** Before one of {@link #MANNERS} they order a manner of answering. */
    static final Set<String> ANSWERING = words("reply respond answer write say output speak");

    static final Set<String> MANNERS = words("in with only as using like");

    /** Words with which questions begin, so that their capital says nothing. */
    static final Set<String> OPENINGS = words(
            "explain describe list give show name define compare find make create write can"
                    + " could is are does do did has have how what when where which who whom whose why will would should may am was"
                    + " were if in on at for from to of by with after before during since until under over i my we our you your it"
                    + " the a an this that these those there please help tell need want looking hi hello hey thanks and or but so"
                    + " also not no yes any some all one two each every both many much more most other another such same new old"
                    + " starting between through throughout while once as because although though unless upon within without per"
                    + " he she they his her their its us me them him someone somebody something anyone everything nothing"
                    + " let set get got go going using use used try trying change add remove update delete open close send pay"
                    + " order cancel return refund transfer money card account payment bank phone app cash top check fix report"
                    + " problem problems trouble troubles issue issues difficulty question questions help error errors fee fees charge charges withdrawal withdrawals transfers payments cards refunds limit limits exchange currency currencies identity status instructions information details steps ways reason reasons advice type types ok okay right just still now today yesterday tomorrow last next first recently currently sorry apparently");

    /** Words that each language uses all the time and the others do not. */
    static final Map<String, Set<String>> LANGUAGES = Map.of(
            "en", words("the is are my how what where when why does can i you do of to for with it was have this"),
            "de",
                    words(
                            "der die das ist sind mein meine wie wo wann warum kann ich sie und nicht ein eine zu wird fur mit auf"),
            "fr",
                    words(
                            "le la les est sont mon ma comment quel quelle quand pourquoi puis je vous et pas un une du des que"),
            "es",
                    words(
                            "el los las la de esta hay es son mi como cual donde cuando por puedo yo usted y un una del que para con"),
            "it",
                    words(
                            "il lo gli e sono mio mia come quale dove quando perche posso io di un una del che per con non"),
            "pt",
                    words(
                            "o os as sao meu minha como qual onde quando por posso eu voce e um uma do da que para com nao"),
            "nl", words("de het is zijn mijn hoe wat waar wanneer waarom kan ik u en niet een van voor met op"));

    private Words() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ", -1)));
    }

    private static Map<String, String> table(String list) {
        var table = new HashMap<String, String>();
        var words = list.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            table.put(words[i], words[i + 1]);
        }
        return Map.copyOf(table);
    }

    private static List<String[]> opposites(String list) {
        return Arrays.stream(list.split("\\|", -1))
                .map(pair -> pair.split(":", -1))
                .toList();
    }
}
